import type { Metadata } from 'next';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: 'Offline', robots: { index: false } };

/** What public/sw.js shows for a page that it doesn't keep; reading.js lists those it does. */
export default function OfflinePage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title="There is no network">
      <p>This page isn’t kept on your device. What you opened last can be read:</p>
      <ul data-kept-pages className="space-y-2" />
      <p>
        <a href={PATHS.latest}>The latest edition that you opened</a>
      </p>
    </PlainPage>
  );
}
