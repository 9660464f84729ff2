/** The web app manifest, with which browsers install the site. */
import type { MetadataRoute } from 'next';
import { env } from '@/lib/env';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export const dynamic = 'force-dynamic';

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: PATHS.latest,
    name: env.SITE_NAME,
    short_name: env.SITE_NAME.slice(0, 12),
    description: words.site.description,
    start_url: PATHS.latest,
    scope: '/',
    display: 'standalone',
    background_color: '#fffdf8',
    theme_color: '#fffdf8',
    lang: 'en',
    categories: ['news', 'education'],
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: words.feed.trendingTab, url: PATHS.trending },
      { name: words.feed.topics, url: PATHS.topics },
    ],
  };
}
