import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Privacy', alternates: { canonical: '/privacy' } };

export default function PrivacyPage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="Privacy">
      <p>
        Reading {env.SITE_NAME} sets no cookie, loads nothing from another site and is not tracked.
        Every reader gets the same page.
      </p>
      <p>
        If you switch between light and dark, your browser remembers that; it tells nobody. Server
        logs hold the method, path, status and duration of each request, and no addresses.
      </p>
    </PlainPage>
  );
}
