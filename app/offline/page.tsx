import type { Metadata } from 'next';
import { words } from '@/lib/words';
import { PlainPage } from '@/components/ui/plain-page';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';

export const metadata: Metadata = { title: words.site.offline, robots: { index: false } };

/** The fallback of public/sw.js for uncached pages; reading.js lists the cached ones. */
export default function OfflinePage() {
  return (
    <PlainPage siteName={env.SITE_NAME} title={words.site.offlineTitle}>
      <p>{words.site.offlineHelp}</p>
      <ul data-kept-pages className="space-y-2" />
      <p>
        <a href={PATHS.latest}>{words.site.offlineEdition}</a>
      </p>
    </PlainPage>
  );
}
