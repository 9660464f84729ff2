/** The search field of every page: a plain GET form, so that a query is an address. */
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export function SearchForm({ query = '' }: { query?: string }) {
  return (
    <form
      action={PATHS.latest}
      role="search"
      className="flex min-w-0 flex-1 items-center md:max-w-80"
    >
      <label htmlFor="search" className="sr-only">
        {words.search.label}
      </label>
      <input
        id="search"
        name="q"
        type="search"
        defaultValue={query}
        placeholder={words.search.label}
        maxLength={250}
        autoComplete="off"
        className="h-11 min-w-0 flex-1 bg-transparent text-15 placeholder:text-second focus-visible:outline-offset-0"
      />
      <button type="submit" className="h-11 px-2 text-15 text-accent hover:underline">
        {words.search.title}
      </button>
      {/* public/search.js announces results here while the reader types. */}
      <span role="status" data-search-status className="sr-only" />
    </form>
  );
}
