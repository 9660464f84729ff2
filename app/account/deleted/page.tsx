import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { Marked } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.subscribe.deleted, robots: { index: false } };

export default function DeletedPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.account.deletedTitle}>
      <p>
        <Marked text={words.account.deletedHelp} latest={PATHS.latest} />
      </p>
    </PlainPage>
  );
}
