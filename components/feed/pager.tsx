/** Links to newer and older pages of a long list, and a note where a list is cut. */
import { words } from '@/lib/words';

type Props = {
  path: string;
  page: number;
  hasNext: boolean;
  isCut?: boolean;
  /** Fragment of the list on the page. */
  at?: string;
};

export function Pager({ path, page, hasNext, isCut = false, at = '' }: Props) {
  if (page === 0 && !hasNext) return null;
  const to = (p: number) =>
    `${p === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}p=${p}`}${at}`;
  return (
    <>
      {isCut && <p className="border-t border-hairline pt-4 text-second">{words.feed.listEnds}</p>}
      <nav
        aria-label={words.feed.pages}
        className="flex justify-between border-t border-hairline pt-4"
      >
        {page > 0 ? (
          <a href={to(page - 1)} rel="prev" className="link inline-flex min-h-11 items-center">
            {words.feed.previousPage}
          </a>
        ) : (
          <span />
        )}
        {hasNext && (
          <a href={to(page + 1)} rel="next" className="link inline-flex min-h-11 items-center">
            {words.feed.nextPage}
          </a>
        )}
      </nav>
    </>
  );
}
