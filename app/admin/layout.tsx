/** The curators' desk: for curators only, never cached. */
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { DeskNav } from '@/components/desk/desk-nav';
import { Masthead } from '@/components/feed/masthead';
import { Footer } from '@/components/ui/footer';
import { openWork } from '@/lib/curation/queries';
import { database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { words } from '@/lib/words';
import { curator } from './curator';

export const metadata: Metadata = { title: words.desk.title, robots: { index: false } };

export default async function DeskLayout({ children }: { children: ReactNode }) {
  await curator();
  const waiting = await openWork(database());
  return (
    <>
      <Masthead siteName={env.SITE_NAME} dateline={words.desk.dateline} />
      <div className="mx-auto max-w-180 px-4 wide:max-w-240">
        <DeskNav waiting={waiting} />
        <main id="main" className="space-y-6 py-6 md:py-8">
          {children}
        </main>
      </div>
      <Footer siteName={env.SITE_NAME} />
    </>
  );
}
