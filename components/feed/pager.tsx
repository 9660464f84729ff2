/** Newer and older pages of a long list. */
export function Pager({ path, page, hasNext }: { path: string; page: number; hasNext: boolean }) {
  if (page === 0 && !hasNext) return null;
  const to = (p: number) => (p === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}p=${p}`);
  return (
    <nav aria-label="Pages" className="flex justify-between border-t border-hairline pt-4">
      {page > 0 ? (
        <a href={to(page - 1)} rel="prev" className="link inline-flex min-h-11 items-center">
          Previous page
        </a>
      ) : (
        <span />
      )}
      {hasNext && (
        <a href={to(page + 1)} rel="next" className="link inline-flex min-h-11 items-center">
          Next page
        </a>
      )}
    </nav>
  );
}
