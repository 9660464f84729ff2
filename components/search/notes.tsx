/** Notes above search results: corrected words, no results, and the search syntax. */
import { Marked } from '@/components/ui/marked';
import type { MissingPaper } from '@/lib/sources/table';
import { PATHS } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Correction = { typed: string; meant: string };

export function Corrections({ corrections }: { corrections: readonly Correction[] }) {
  return corrections.map(({ typed, meant }) => (
    <p key={typed} className="prose-serif">
      {words.search.correction(typed, meant)}
    </p>
  ));
}

/** `isEmpty` where the query has only words that every paper has. */
export function NothingFound({ isEmpty }: { isEmpty: boolean }) {
  return (
    <>
      <p data-results className="prose-serif">
        <Marked
          text={isEmpty ? words.search.emptyQuery : words.search.nothingFound}
          latest={PATHS.latest}
        />
      </p>
      <SearchHelp />
    </>
  );
}

/** Links for an unknown paper: to its repository, and to submit it. */
export function NotHere({ paper: { id, url, repository } }: { paper: MissingPaper }) {
  return (
    <p data-results className="prose-serif">
      <Marked
        text={words.search.notHere(id, repository)}
        source={(label) => (
          <a href={url} rel="nofollow noopener" className="link">
            {label}
          </a>
        )}
        submit={`${PATHS.submit}?paper=${encodeURIComponent(id)}`}
      />
    </p>
  );
}

function SearchHelp() {
  return (
    <dl className="mt-6 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1">
      {words.search.operators.map(([example, meaning]) => (
        <div key={example} className="contents">
          <dt className="font-mono text-13">{example}</dt>
          <dd className="text-second">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
