/** Searches papers: parses a reader's query, ranks papers, and returns a page. */
import type { Database, Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import { cardColumns, latestListing, listingColumns, type PaperCard } from '@/lib/papers/queries';
import type { Known } from '../words/candidates';
import { nearestPapers } from '../meaning/nearest';
import { FUSED_DEPTH, type Ranked } from './fusion';
import { joinMeaning, meaningOf, type MeaningTrouble } from '../meaning/beside-words';
import { parseQuery, type Clause } from './query-parser';
import { isEmpty, questionOf, type Question } from './conditions';
import { rankByWords, type RankedByWords } from '../words/rank-queries';
import { facetsOf, NO_FACETS, sorted, type Facets, type FoundPaper, type Sort } from './results';
import { fold, tokensOf } from '../words/tokens';
import { inSearchTurn } from './turns';
import {
  findMeantWord,
  readArchive,
  readMonths,
  readTerms,
  termsBeginning,
  type Archive,
} from '../words/vocabulary-queries';

export const SEARCH_PAGE_SIZE = 50;
/** Maximum over all pages. */
export const MAX_RESULTS = 500;

export type Correction = { typed: string; meant: string };

export type SearchResults = {
  papers: PaperCard[];
  hasNext: boolean;
  /** Counted up to MAX_RESULTS. */
  total: number;
  /** Papers with all of the words. */
  withAll: number;
  /** Papers with none of the words, found by meaning. */
  byMeaning: number;
  /** Reason for searching by words alone, if any. */
  trouble: MeaningTrouble;
  facets: Facets;
  /** Unknown words, and their corrections. */
  corrections: Correction[];
  /** The query after corrections. */
  clauses: Clause[];
  /** Terms to highlight in titles and abstracts. */
  marked: string[];
};

type SearchRequest = {
  query: string;
  page: number;
  sort?: Sort;
  /** Today, for the filter by period; null without filters. */
  today: Day | null;
};

/** A page (from 0) of the results of a query. Throws unavailable under overload. */
export function searchPapers(db: Database, request: SearchRequest): Promise<SearchResults> {
  return inSearchTurn(() => findPage(db, request));
}

async function findPage(
  db: Database,
  { query, page, sort = 'relevance', today }: SearchRequest,
): Promise<SearchResults> {
  const understood = await understand(db, query, sort);
  const [ranked, meaning] = await Promise.all([
    rank(db, understood, { limit: MAX_RESULTS, sort }),
    sort === 'relevance' ? findByMeaning(db, understood.clauses) : NO_MEANING,
  ]);
  const all = await findPapers(
    db,
    joinMeaning({ ...understood, ...meaning, lexical: ranked }).map(({ id }) => id),
  );
  const byWords = new Set(ranked.map(({ id }) => id));
  const withAll = new Set(ranked.filter(({ hasAll }) => hasAll).map(({ id }) => id));
  // By date or votes, a paper with one word of three would precede one with all of them.
  const isComplete = ({ id }: FoundPaper) => withAll.has(id);
  const listed = sort !== 'relevance' && withAll.size > 0 ? all.filter(isComplete) : all;
  const from = page * SEARCH_PAGE_SIZE;
  const ids = sorted(listed, sort).map(({ id }) => id);
  return {
    papers: await cardsOf(db, ids.slice(from, from + SEARCH_PAGE_SIZE)),
    hasNext: ids.length > from + SEARCH_PAGE_SIZE,
    total: listed.length,
    withAll: listed.filter(isComplete).length,
    byMeaning: listed.filter(({ id }) => !byWords.has(id)).length,
    trouble: meaning.trouble,
    facets: today === null ? NO_FACETS : facetsOf(listed, today),
    corrections: understood.corrections,
    clauses: understood.clauses,
    marked: understood.question.terms.map(({ term }) => term),
  };
}

type Meaning = { dense: Ranked[]; leastLikeness: number | null; trouble: MeaningTrouble };
const NO_MEANING: Meaning = { dense: [], leastLikeness: null, trouble: null };

async function findByMeaning(db: Database, clauses: readonly Clause[]): Promise<Meaning> {
  const text = meaningOf(clauses);
  if (text === null) return NO_MEANING;
  const answer = await nearestPapers(db, text, FUSED_DEPTH);
  if (!answer.ok) return { ...NO_MEANING, trouble: answer.reason };
  return { dense: answer.ranked, leastLikeness: answer.leastLikeness, trouble: null };
}

/** Ids of the best papers by words, with their scores. */
export function rankPapers(db: Database, query: string, limit: number): Promise<RankedByWords[]> {
  return inSearchTurn(async () => {
    const understood = await understand(db, query, 'relevance');
    return rank(db, understood, { limit, sort: 'relevance' });
  });
}

/** Ids of the newest papers with all of the words, as typed. */
export async function newestPaperIdsWith(
  db: Database,
  query: string,
  limit: number,
): Promise<string[]> {
  return inSearchTurn(async () => {
    const { question, terms } = await lookUp(db, parseQuery(query));
    if (isEmpty(question)) return [];
    const known = { ...(await readArchive(db)), terms, months: await readMonths(db) };
    const ranked = await rankByWords(db, question, known, { limit, newest: true });
    return ranked.filter(({ hasAll }) => hasAll).map(({ id }) => id);
  });
}

type Understood = {
  clauses: Clause[];
  question: Question;
  known: Known & Archive;
  corrections: Correction[];
};

async function rank(
  db: Database,
  { question, known }: Understood,
  { limit, sort }: { limit: number; sort: Sort },
): Promise<RankedByWords[]> {
  if (isEmpty(question)) return [];
  if (sort === 'date') {
    const newest = await rankByWords(db, question, known, { limit, newest: true });
    const complete = newest.filter(({ hasAll }) => hasAll);
    if (complete.length > 0) return complete;
  }
  return rankByWords(db, question, known, { limit });
}

/** Parses the query, and corrects words that no paper has. */
async function understand(db: Database, query: string, sort: Sort): Promise<Understood> {
  const clauses = parseQuery(query);
  const [read, archive] = await Promise.all([lookUp(db, clauses), readArchive(db)]);
  const begun = await withBeginning(db, clauses, read);
  const corrections = await correctionsOf(db, begun);
  const meant = corrections.length > 0 ? correct(clauses, corrections) : clauses;
  const { question, terms } = corrections.length > 0 ? await lookUp(db, meant) : begun;
  const months = isByMonth(question, sort) ? await readMonths(db) : [];
  return { clauses: meant, question, corrections, known: { ...archive, terms, months } };
}

/** Searches by date go month by month. */
function isByMonth({ after, before, terms }: Question, sort: Sort): boolean {
  return sort === 'date' || after !== null || before !== null || terms.length === 0;
}

type Read = { question: Question; terms: Known['terms'] };

async function lookUp(db: Db, clauses: readonly Clause[]): Promise<Read> {
  const question = questionOf(clauses);
  const { terms, facts, without } = question;
  const wanted = [...terms.map(({ term }) => term), ...facts, ...without.terms];
  return { question, terms: await readTerms(db, wanted) };
}

/** Completes a last word that no paper has, because the reader may still be typing it. */
async function withBeginning(db: Database, clauses: readonly Clause[], read: Read): Promise<Read> {
  const last = clauses.at(-1);
  const [token, ...others] = last?.kind === 'word' && !last.isNegated ? tokensOf(last.value) : [];
  if (!token || others.length > 0 || read.terms.has(token.term)) return read;
  const begun = await termsBeginning(db, token.word);
  if (begun.length === 0) return read;
  const text = read.question.terms.find(({ term }) => term === token.term);
  const added = begun.map((term) => ({ term, word: term, places: text?.places ?? [] }));
  return {
    question: { ...read.question, terms: [...read.question.terms, ...added] },
    terms: new Map([...read.terms, ...(await readTerms(db, begun))]),
  };
}

async function correctionsOf(db: Database, { question, terms }: Read): Promise<Correction[]> {
  const filled = new Set(
    question.terms.filter(({ term }) => terms.has(term)).flatMap(({ places }) => places),
  );
  const unknown = question.terms.filter(({ places }) =>
    places.every((place) => !filled.has(place)),
  );
  const corrections = [];
  for (const { word } of unknown) {
    const meant = await findMeantWord(db, word);
    if (meant) corrections.push({ typed: word, meant });
  }
  return corrections;
}

/** The clauses with some words replaced in place. */
function correct(clauses: readonly Clause[], corrections: readonly Correction[]): Clause[] {
  const meantBy = new Map(corrections.map(({ typed, meant }) => [typed, meant]));
  return clauses.map((clause) => ({
    ...clause,
    value: clause.value.replace(/[\p{L}\p{N}\p{M}]+/gu, (word) => meantBy.get(fold(word)) ?? word),
  }));
}

/** In the order of `ids`, without hidden papers. */
async function findPapers(db: Db, ids: readonly string[]): Promise<FoundPaper[]> {
  return db.$queryRaw<FoundPaper[]>`
    SELECT p."id", to_char(p."publishedOn", 'YYYY-MM-DD') AS "publishedOn", p."votes"::float8 AS votes,
      p."categories", p."codeUrl" IS NOT NULL AS "hasCode"
    FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS asked ("id", "at")
    JOIN "Paper" p ON p."id" = asked."id"
    WHERE p."hiddenAt" IS NULL ORDER BY asked."at"`;
}

async function cardsOf(db: Db, ids: readonly string[]): Promise<PaperCard[]> {
  return db.$queryRaw<PaperCard[]>`
    SELECT ${cardColumns}, ${listingColumns}
    FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS asked ("id", "at")
    JOIN "Paper" p ON p."id" = asked."id" ${latestListing}
    ORDER BY asked."at"`;
}
