import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.subscribe.deleted, robots: { index: false } };

export default function DeletedPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Your account is gone">
      <p>
        Nothing about you is kept here any more. You can <a href={PATHS.latest}>read on</a>, of
        course.
      </p>
    </PlainPage>
  );
}
