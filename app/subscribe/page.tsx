import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Subscribe', alternates: { canonical: '/subscribe' } };

export default function SubscribePage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="The morning mail">
      <p>
        A mail each morning with the trending papers that matter to you is on its way: it arrives
        with the next release of {env.SITE_NAME}. Nothing can be subscribed to today, and no address
        is asked for or kept.
      </p>
      <p>
        Until then, <a href="/papers">today’s edition</a> and{' '}
        <a href="/papers/trending">what trends</a> are here to be read.
      </p>
    </PlainPage>
  );
}
