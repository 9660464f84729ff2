/** The head of every page: name, day, curators, search, theme. The thin line below stays. */
import { ThemeSwitch } from '@/components/ui/theme-switch';
import { words } from '@/lib/words';
import { SearchForm } from '@/components/search/search-form';
import { PATHS } from '@/lib/site/paths';

type Props = {
  siteName: string;
  /** The line under the name: the day, or the page's title. */
  dateline: string;
  /** Curators of an edition; other pages have none. */
  byline?: string;
  query?: string;
  isFront?: boolean;
};

export function Masthead({ siteName, dateline, byline, query, isFront = false }: Props) {
  const Name = isFront ? 'h1' : 'p';
  return (
    <>
      <header className="px-4 pt-4 pb-3 md:pt-10 md:pb-6">
        <div className="mx-auto max-w-180 text-center wide:max-w-300">
          <Name className="font-serif text-38 font-semibold tracking-tight md:text-[3rem] md:leading-[3.25rem]">
            <a href={PATHS.latest} className="no-underline hover:text-accent">
              {siteName}
            </a>
          </Name>
          {isFront && <p className="text-13 text-second md:text-15">{words.site.motto}</p>}
          <p className="mt-2 font-serif text-18">{dateline}</p>
          {byline && <p className="text-15 text-second">{byline}</p>}
        </div>
      </header>
      <section
        aria-label={words.site.searchAndAccount}
        className="no-print sticky top-0 z-10 border-y border-hairline bg-paper px-4"
      >
        <div className="mx-auto flex max-w-180 items-center gap-2 wide:max-w-300">
          <p
            aria-hidden="true"
            className="running-head hidden min-w-0 flex-1 truncate text-15 text-second md:block"
          >
            {dateline}
          </p>
          <SearchForm query={query} />
          <ThemeSwitch />
          {/* Equal for all readers; public/reader.js replaces it with the reader's name. */}
          <a
            href={PATHS.account}
            data-reader
            suppressHydrationWarning
            className="inline-flex min-h-11 max-w-32 items-center truncate text-15 text-second hover:text-accent"
          >
            {words.site.signIn}
          </a>
        </div>
      </section>
    </>
  );
}
