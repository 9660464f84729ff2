/** The frame of a page with text only. */
import type { ReactNode } from 'react';
import { words } from '@/lib/words';
import { Masthead } from '@/components/feed/masthead';
import { Footer } from './footer';

type Props = { siteName: string; title: string; children: ReactNode };

export function PlainPage({ siteName, title, children }: Props) {
  return (
    <>
      <Masthead siteName={siteName} dateline={words.site.motto} />
      <main id="main" className="mx-auto max-w-188 px-4 py-8 md:py-12">
        <h1 className="text-31">{title}</h1>
        <div className="prose-serif mt-6 space-y-4 [&_a]:text-accent [&_a]:underline [&_h2]:pt-6 [&_h2]:text-22">
          {children}
        </div>
      </main>
      <Footer siteName={siteName} />
    </>
  );
}
