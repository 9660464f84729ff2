import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Deleted', robots: { index: false } };

export default function DeletedPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Everything is deleted">
      <p>
        Your address, your choices and what you were sent are gone from here, and the links in our
        mails open nothing any more.
      </p>
      <p>
        <a href={PATHS.latest}>Read today’s papers</a>, or <a href={PATHS.subscribe}>begin anew</a>.
      </p>
    </PlainPage>
  );
}
