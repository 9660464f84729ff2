/** Search results: full abstracts, in the frame of an edition. */
import { notFound, redirect } from 'next/navigation';
import { words } from '@/lib/words';
import { orNotFound, today } from '@/app/site';
import { Contents, ContentsButton } from '@/components/feed/contents';
import { ListLayout } from '@/components/feed/list-layout';
import { Pager } from '@/components/feed/pager';
import { PaperList } from '@/components/feed/paper-list';
import { ListTabs } from '@/components/feed/period-nav';
import { Narrow, Order } from '@/components/search/narrow';
import { SaveSearch } from '@/components/search/save-search';
import { Corrections, NotHere, NothingFound } from '@/components/search/notes';
import { database } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { countPhrase } from '@/lib/editions/rules';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { tellAnswer } from '@/lib/http/page-answer';
import { pageNumber } from '@/lib/site/params';
import { hasPaper, topicNames } from '@/lib/papers/queries';
import { markedSpans } from '@/lib/search/words/highlight';
import {
  MAX_RESULTS,
  SEARCH_PAGE_SIZE,
  searchPapers,
  type SearchResults,
} from '@/lib/search/query/search-queries';
import { MAX_QUERY_CHARS, paperNamedIn, readQuery } from '@/lib/search/query/query-parser';
import { isEmpty, questionOf } from '@/lib/search/query/conditions';
import { readSort, type Sort } from '@/lib/search/query/results';
import { missingPaper } from '@/lib/sources/table';
import { paperPath, searchPath } from '@/lib/site/paths';

const UNAVAILABLE = 503;
/** The error that a too long query causes. */
const BEGINNING_CHARS = 60;

type Props = {
  query: string;
  page: string | string[] | undefined;
  sort: string | undefined;
};

export async function SearchPage({ query: raw, page: rawPage, sort: rawSort }: Props) {
  const db = database();
  const query = readQuery(raw);
  const id = paperNamedIn(query);
  if (id && (await hasPaper(db, id))) redirect(paperPath(id));

  const page = await orNotFound(() => pageNumber(rawPage));
  const sort = readSort(rawSort);
  const isTooLong = query.length > MAX_QUERY_CHARS;
  const missing = id && missingPaper(id);
  const [found, latest, names] = await Promise.all([
    isTooLong || missing ? null : searchOrSayWhyNot({ query, page, sort }),
    findLatestDay(db),
    topicNames(db),
  ]);
  const results = typeof found === 'string' ? null : found;
  if (results && page > 0 && results.papers.length === 0) notFound();
  const firstRank = page * SEARCH_PAGE_SIZE + 1;
  const papers = results?.papers ?? [];
  const marked = new Set(results?.marked);
  return (
    <ListLayout
      siteName={env.SITE_NAME}
      dateline={words.search.title}
      query={query.slice(0, MAX_QUERY_CHARS)}
      left={<ListTabs current={null} day={latest ?? today()} />}
      right={papers.length > 0 && <Contents papers={papers} firstRank={firstRank} />}
    >
      <h1 className="mb-2 text-26">
        “{isTooLong ? `${query.slice(0, BEGINNING_CHARS)}…` : query}”
      </h1>
      {isTooLong && (
        <p role="alert" className="prose-serif">
          {words.search.tooLong(MAX_QUERY_CHARS)}
        </p>
      )}
      {missing && <NotHere paper={missing} />}
      {typeof found === 'string' && (
        <p role="alert" className="prose-serif">
          {found}
        </p>
      )}
      {results && <Corrections corrections={results.corrections} />}
      {results?.trouble && <p className="mb-2 text-second">{TROUBLE[results.trouble]}</p>}
      {results && papers.length === 0 && (
        <>
          <Narrow clauses={results.clauses} sort={sort} facets={results.facets} />
          <NothingFound isEmpty={isEmpty(questionOf(results.clauses))} />
        </>
      )}
      {results && papers.length > 0 && (
        <>
          <p className="flex flex-wrap items-center gap-x-4 text-second tabular-nums">
            <span data-results>{foundInWords(results)}</span>
            <ContentsButton count={papers.length} />
          </p>
          <div className="flex flex-wrap items-baseline gap-x-6">
            <Order clauses={results.clauses} sort={sort} />
            <Narrow clauses={results.clauses} sort={sort} facets={results.facets} />
            <SaveSearch query={query} />
          </div>
          <PaperList
            papers={papers}
            firstRank={firstRank}
            topicNames={names}
            findMarks={(text) => markedSpans(text, marked)}
          />
          <Pager path={searchPath(query, sort)} page={page} hasNext={results.hasNext} />
        </>
      )}
    </ListLayout>
  );
}

const TROUBLE: Record<NonNullable<SearchResults['trouble']>, string> = {
  off: words.search.keywordsOnly,
  starting: words.search.indexing,
  failed: words.search.semanticDown,
};

function foundInWords({ total, withAll, byMeaning }: SearchResults): string {
  const { search } = words;
  const byWords = total - byMeaning;
  if (byWords === 0) return search.noMatch(byMeaning);
  const papers = countPhrase(byWords, MAX_RESULTS);
  const sentence =
    withAll === 0
      ? search.noExactMatch(papers)
      : withAll < byWords
        ? search.someExact(papers, withAll)
        : papers;
  return byMeaning > 0 ? search.more(sentence, byMeaning) : sentence;
}

/** A sentence instead of results while the database is overloaded. */
async function searchOrSayWhyNot(request: { query: string; page: number; sort: Sort }) {
  try {
    return await searchPapers(database(), { ...request, today: today() });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    tellAnswer({ status: UNAVAILABLE, retryAfterS: error.retryAfterS });
    return error.message;
  }
}
