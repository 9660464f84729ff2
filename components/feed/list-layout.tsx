/** The frame of every list of papers: left margin with time, the reading column, right margin with contents. */
import type { ReactNode } from 'react';
import { Footer } from '@/components/ui/footer';
import { Masthead } from './masthead';

type Props = {
  siteName: string;
  dateline: string;
  byline?: string;
  query?: string;
  isFront?: boolean;
  left: ReactNode;
  right?: ReactNode;
  children: ReactNode;
};

export function ListLayout({ left, right, children, ...masthead }: Props) {
  return (
    <>
      <Masthead {...masthead} />
      <div
        data-list
        className="mx-auto max-w-188 px-4 wide:grid wide:max-w-308 wide:grid-cols-[10rem_minmax(0,36rem)_17rem] wide:justify-between wide:gap-x-10 print:block"
      >
        <div className="no-print flex flex-wrap items-center justify-between gap-x-6 border-b border-hairline text-15 wide:sticky wide:top-12 wide:block wide:space-y-6 wide:self-start wide:border-0 wide:py-8">
          {left}
        </div>
        <main id="main" className="min-w-0 py-4 wide:py-8">
          {children}
        </main>
        {right}
      </div>
      <Footer siteName={masthead.siteName} />
    </>
  );
}
