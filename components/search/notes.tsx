/** What a reader should know of a search: what was put right, what can't be, what can be written. */
import type { ReactNode } from 'react';
import type { MissingPaper } from '@/lib/sources/table';
import { PATHS } from '@/lib/site/paths';

type Correction = { typed: string; meant: string };

export function Corrections({ corrections }: { corrections: readonly Correction[] }) {
  return corrections.map(({ typed, meant }) => (
    <p key={typed} className="prose-serif">
      No paper has “{typed}”. Did you mean “{meant}”? These have it.
    </p>
  ));
}

/** `isEmpty` where the query holds nothing that papers could be told apart by. */
export function NothingFound({ isEmpty }: { isEmpty: boolean }) {
  return (
    <>
      <p data-results className="prose-serif">
        {isEmpty
          ? 'That holds no word to search for: words such as “the” stand in every paper. Add one that says more, or '
          : 'No paper has these words in its title, abstract or authors. Try fewer words, or '}
        <a href={PATHS.latest} className="link">
          read today’s edition
        </a>
        .
      </p>
      <SearchHelp />
    </>
  );
}

/** Leads to a paper that isn't here: on its repository, or to submit it. */
export function NotHere({ paper: { id, url, repository } }: { paper: MissingPaper }) {
  return (
    <p data-results className="prose-serif">
      {id} isn’t here. Read it{' '}
      <a href={url} rel="nofollow noopener" className="link">
        on {repository}
      </a>
      , or{' '}
      <a href={`${PATHS.submit}?paper=${encodeURIComponent(id)}`} className="link">
        submit it
      </a>
      .
    </p>
  );
}

const OPERATORS: [written: string, meaning: ReactNode][] = [
  ['"sparse views"', 'these words, next to each other'],
  ['-fog', 'papers without a word'],
  ['author:voss', 'by an author'],
  ['category:cs.LG', 'in a category of arXiv'],
  ['after:2025-03', 'published then or later'],
  ['before:2025', 'published earlier'],
  ['has:code', 'with a link to code'],
  ['2503.12345', 'straight to a paper; a link will do, too'],
];

function SearchHelp() {
  return (
    <dl className="mt-6 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1">
      {OPERATORS.map(([written, meaning]) => (
        <div key={written} className="contents">
          <dt className="font-mono text-13">{written}</dt>
          <dd className="text-second">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
