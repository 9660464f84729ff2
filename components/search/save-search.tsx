/** Saves the search of this page for its reader. */
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

export function SaveSearch({ query }: { query: string }) {
  return (
    <form action={PATHS.searches} method="post" className="no-print">
      <input type="hidden" name="query" value={query} />
      <button name="act" value="save" className="min-h-11 text-15 text-accent hover:underline">
        {words.search.save}
      </button>
    </form>
  );
}
