/** The frame of a page with lists and forms, as wide as an edition's column. */
import type { ReactNode } from 'react';
import { words } from '@/lib/words';
import { Masthead } from '@/components/feed/masthead';
import { Footer } from './footer';

type Props = { siteName: string; title: ReactNode; children: ReactNode };

export function WidePage({ siteName, title, children }: Props) {
  return (
    <>
      <Masthead siteName={siteName} dateline={words.site.motto} />
      <main id="main" className="mx-auto max-w-188 space-y-8 px-4 py-8 md:py-12">
        <h1 className="text-31" dir="auto">
          {title}
        </h1>
        {children}
      </main>
      <Footer siteName={siteName} />
    </>
  );
}
