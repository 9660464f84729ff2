import type { Metadata } from 'next';
import { Marked } from '@/components/ui/marked';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { words } from '@/lib/words';
import { PATHS } from '@/lib/site/paths';

const { errors } = words;

export const metadata: Metadata = { title: errors.notFoundTitle, robots: { index: false } };

export default function NotFound() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={errors.notFoundTitle}>
      <p>{errors.notFoundReasons}</p>
      <p>
        <Marked text={errors.notFoundHelp} latest={PATHS.latest} submit={PATHS.submit} />
      </p>
      <p>{errors.notFoundMail}</p>
    </PlainPage>
  );
}
