import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Not found', robots: { index: false } };

export default function NotFound() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="There is nothing at this address">
      <p>
        It may name a day that isn’t one or hasn’t come yet, a paper that isn’t here, or a page past
        the end of its list.
      </p>
      <p>
        <a href="/papers">Read the latest edition</a>, or search above: an arXiv id leads straight
        to its paper. A paper that isn’t here can be <a href="/papers/submit">submitted</a>.
      </p>
      <p>
        A link out of a mail may have been cut in two: copy the whole of it, from your newest mail.
      </p>
    </PlainPage>
  );
}
