/** Search results: full abstracts, in the frame of an edition. */
import { notFound, redirect } from 'next/navigation';
import { orNotFound, today } from '@/app/site';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { ListTabs } from '@/components/feed/period-nav';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { countPhrase } from '@/lib/editions/rules';
import { env } from '@/lib/env';
import { pageNumber } from '@/lib/http/params';
import { parsePaperId, paperPath } from '@/lib/papers/ids';
import { hasPaper, topicNames } from '@/lib/papers/queries';
import { SEARCH_PAGE_SIZE, searchPapers, type SearchResults } from '@/lib/search/queries';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query-parser';

/** What a query that is too long is recognised by. */
const BEGINNING_CHARS = 60;

type Props = { query: string; page: string | string[] | undefined };

export async function SearchPage({ query: raw, page: rawPage }: Props) {
  const db = database();
  const query = readQuery(raw);
  const asId = parsePaperId(query);
  if (asId && (await hasPaper(db, asId.id))) redirect(paperPath(asId.id));

  const page = await orNotFound(() => pageNumber(rawPage));
  const isTooLong = query.length > MAX_QUERY_CHARS;
  const [results, latest, names] = await Promise.all([
    isTooLong ? null : searchPapers(db, { query, page, today: today() }),
    findLatestDay(db),
    topicNames(db),
  ]);
  if (results && page > 0 && results.papers.length === 0) notFound();
  const firstRank = page * SEARCH_PAGE_SIZE + 1;
  const papers = results?.papers ?? [];
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline="Search"
      query={query.slice(0, MAX_QUERY_CHARS)}
      left={<ListTabs current={null} day={latest ?? today()} />}
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="mb-2 text-26">
        “{isTooLong ? `${query.slice(0, BEGINNING_CHARS)}…` : query}”
      </h1>
      {isTooLong && (
        <p role="alert" className="prose-serif">
          That is more than {MAX_QUERY_CHARS} characters. Please search for fewer words.
        </p>
      )}
      {results && papers.length === 0 && (
        <p className="prose-serif">
          No paper has these words in its title, abstract or authors. Try fewer words, or{' '}
          <a href="/papers" className="link">
            read today’s edition
          </a>
          .
        </p>
      )}
      {results?.trouble && <p className="text-15 text-second">{TROUBLE[results.trouble]}</p>}
      {results && papers.length > 0 && (
        <>
          <p className="flex flex-wrap items-center gap-x-4 text-second tabular-nums">
            {foundInWords(results)}
            <ContentsButton count={papers.length} />
          </p>
          <PaperList papers={papers} firstRank={firstRank} topicNames={names} />
          <Pager
            path={`/papers?q=${encodeURIComponent(query)}`}
            page={page}
            hasNext={results.hasNext}
          />
        </>
      )}
    </ListLayout>
  );
}

const TROUBLE: Record<NonNullable<SearchResults['trouble']>, string> = {
  off: 'Searched by words alone.',
  starting: 'Searched by words alone: the papers are still being read for their meaning.',
  failed: 'Searched by words alone: search by meaning is out of order.',
};

function foundInWords({ total, withAll, byMeaning }: SearchResults): string {
  const byWords = total - byMeaning;
  const meant = byMeaning > 0 ? ` · ${byMeaning} more by what they mean` : '';
  if (byWords === 0) return `No paper has these words · ${byMeaning} by what they mean`;
  const some = withAll === 0 ? ' · none has all of the words; these have some' : '';
  return `${countPhrase(byWords)}${some}${meant}`;
}
