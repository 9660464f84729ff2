import './globals.css';
import { words } from '@/lib/words';
import type { Metadata, Viewport } from 'next';
import type { CSSProperties, ReactNode } from 'react';
import { VOTE_FORM } from '@/components/paper/vote-button';
import { KeysHelp } from '@/components/ui/keys-help';
import { THEME_SCRIPT } from '@/lib/theme-script';
import { env, publicUrl } from '@/lib/env';
import { FEED_FORMATS, FEED_TYPE } from '@/lib/feeds/types';
import { feedPath } from '@/lib/site/paths';
import { sans, sansExt, serif, serifExt } from './fonts';

// Renders every page on request; the front caches and purges (lib/front).
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  metadataBase: new URL(publicUrl),
  title: { default: env.SITE_NAME, template: `%s · ${env.SITE_NAME}` },
  description: words.site.description,
  applicationName: env.SITE_NAME,
  openGraph: { siteName: env.SITE_NAME, type: 'website' },
  icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fffdf8' },
    { media: '(prefers-color-scheme: dark)', color: '#151410' },
  ],
};

/** Prefix of paths on a printed page. */
const printedSite = { '--site': JSON.stringify(publicUrl) } as CSSProperties;

export default function RootLayout({ children }: { children: ReactNode }) {
  const faces = [serif, serifExt, sans, sansExt].map(({ variable }) => variable).join(' ');
  return (
    <html lang="en" className={faces} suppressHydrationWarning>
      <head>
        <script>{THEME_SCRIPT}</script>
        {FEED_FORMATS.map((format) => (
          <link
            key={format}
            rel="alternate"
            type={FEED_TYPE[format]}
            title={words.site.dailyPapers}
            href={feedPath('daily', format)}
          />
        ))}
      </head>
      <body style={printedSite}>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-20 focus:bg-paper focus:p-3"
        >
          {words.site.skip}
        </a>
        <p
          id="offline-note"
          role="status"
          hidden
          className="no-print border-b border-hairline p-3 text-center text-15"
        >
          {words.site.offlineCopy}
        </p>
        {children}
        <form id={VOTE_FORM} method="post" hidden />
        <KeysHelp />
        <script src="/reading.js" type="module" />
        <script src="/search.js" type="module" />
      </body>
    </html>
  );
}
