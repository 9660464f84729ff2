/**
 * Chooses the papers to score, as posting lists to read. Each term has sixteen lists, by the
 * maximum gain for a paper's score (Anh and Moffat, "Impact Transformation", SIGIR 2002), of known
 * lengths. A search reads the lists with the greatest gain until it has enough papers (Lin and
 * Trotman, "Anytime Ranking for Impact-Ordered Indexes", ICTIR 2015), and for words too common to
 * be read to the end, the papers that have all of them prominently. The cost hardly grows with the
 * archive.
 */
import { idf, impactOf, LEVELS } from './bm25';
import type { Question } from '../query/conditions';

/** Papers to score for each of the two ways. */
export const CANDIDATES = 1_000;
/** Papers of both ways; a list may have grown since it was counted. */
export const MAX_CANDIDATES = 2 * CANDIDATES;
/** Entries to read where facts exclude most of their papers. */
const MAX_ENTRIES = 60_000;
/** Common words occur together more often than by chance: at this power of it. */
const TOGETHER = 0.9;
/** Limits the required words that are looked up to the rarest. */
const MAX_MEETING = 4;

export type PostingList = { token: number; level: number; papers: number };
/** A term of at least one paper. */
export type ListedTerm = { id: number; papers: number; lists: readonly PostingList[] };
/** `2025-03` as a posting list. */
export type Month = { month: string; token: number; papers: number };

export type Known = {
  papers: number;
  terms: ReadonlyMap<string, ListedTerm>;
  /** Newest first. */
  months: readonly Month[];
};

/**
 * A candidate is in a list of each group of `all`, and in one of `any` or of each of `together`.
 */
export type Selection = {
  all: number[][];
  either: { any: number[]; together: number[][] } | null;
};

type Lists = Pick<ListedTerm, 'papers' | 'lists'>;

/** Null where no paper can match. `newest` selects the newest papers with all of the words. */
export function selectCandidates(
  question: Question,
  known: Known,
  newest: boolean,
): Selection | null {
  const facts = allKnown(question.facts.map((fact) => known.terms.get(fact)));
  const places = newest ? numbersTo(question.places) : [...question.required];
  const needed = allKnown(places.map((place) => atPlace(question, known, place)));
  if (!facts || !needed) return null;
  const rarest = needed.toSorted((a, b) => a.papers - b.papers).slice(0, MAX_MEETING);
  const months = monthsWithin(question, known.months);
  const share = ({ papers }: { papers: number }) => papers / Math.max(1, known.papers);
  const hasDates = question.after !== null || question.before !== null;
  const factGroups = facts.map(tokensOf);
  let left = facts.map(share).reduce((product, part) => product * part, 1);

  if (newest || question.terms.length === 0) {
    const chance = rarest.map(share).reduce((product, part) => product * part, left);
    const all = [...factGroups, ...rarest.map(tokensOf), newestMonths(question, months, chance)];
    return { all, either: null };
  }
  const monthGroups = hasDates ? [months.map(({ token }) => token)] : [];
  if (hasDates) left *= months.map(share).reduce((sum, part) => sum + part, 0);
  const archive = { papers: known.papers, share: left };
  if (rarest.length > 0)
    return { all: [...factGroups, ...monthGroups, ...meeting(rarest, archive)], either: null };
  const either = mostPromising(question, known, archive);
  return either && { all: [...factGroups, ...monthGroups], either };
}

/** All of them, or null where one is missing. */
function allKnown(terms: readonly (Lists | undefined)[]): Lists[] | null {
  const known = terms.filter((term) => term !== undefined);
  return known.length === terms.length ? known : null;
}

/** The terms that fill a position alone: its word, or completions of the word. */
function atPlace({ terms }: Question, known: Known, place: number): Lists | undefined {
  const filling = terms
    .filter(({ places }) => places.length === 1 && places[0] === place)
    .flatMap(({ term }) => known.terms.get(term) ?? []);
  if (filling.length === 0) return undefined;
  return {
    papers: filling.reduce((sum, { papers }) => sum + papers, 0),
    lists: filling.flatMap(({ lists }) => lists),
  };
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, number) => number);
}

function tokensOf({ lists }: Lists): number[] {
  return lists.map(({ token }) => token);
}

function monthsWithin({ after, before }: Question, months: readonly Month[]): Month[] {
  return months.filter(
    ({ month }) =>
      (after === null || month >= after.slice(0, 7)) && (before === null || `${month}-01` < before),
  );
}

/** Newest months with enough papers, of which a share of `chance` matches. */
function newestMonths({ before }: Question, months: readonly Month[], chance: number): number[] {
  let papers = 0;
  const newest: number[] = [];
  for (const month of months) {
    if (papers * chance >= CANDIDATES) break;
    newest.push(month.token);
    // Not counted for a month that is included in part, because those days may have no paper.
    if (before === null || month.month < before.slice(0, 7)) papers += month.papers;
  }
  return newest;
}

type Archive = {
  papers: number;
  /** Share of the archive that the query's facts leave. */ share: number;
};

function mostPromising({ terms }: Question, known: Known, archive: Archive): Selection['either'] {
  const listed = terms.flatMap(({ term }) => known.terms.get(term) ?? []);
  if (listed.length === 0) return null;
  const room = Math.min(MAX_ENTRIES, CANDIDATES / Math.max(archive.share, Number.EPSILON));
  const byGain = listed
    .flatMap((term) =>
      term.lists.map((list) => ({
        ...list,
        term,
        gain: idf(archive.papers, term.papers) * impactOf(list.level),
      })),
    )
    .toSorted((a, b) => b.gain - a.gain || a.token - b.token);
  let read = 0;
  const any: number[] = [];
  const cut = new Set<ListedTerm>();
  for (const { token, papers, term } of byGain) {
    // The first list is read at any length, so that there are results.
    if (read > 0 && read + papers > room) cut.add(term);
    else {
      any.push(token);
      read += papers;
    }
  }
  const common = [...cut].toSorted((a, b) => a.papers - b.papers).slice(0, MAX_MEETING);
  return { any, together: common.length > 1 ? meeting(common, archive) : [] };
}

/**
 * One group of lists for each term, with about the wanted number of papers in all groups: from the
 * highest level down to the same one for all.
 */
function meeting(terms: readonly Lists[], { papers, share }: Archive): number[][] {
  const found = (lowest: number) => share * expected(terms, lowest, papers);
  let lowest = LEVELS - 1;
  while (lowest > 0 && (found(lowest) === 0 || found(lowest - 1) <= CANDIDATES)) lowest -= 1;
  return terms.map(({ lists }) =>
    lists.filter(({ level }) => level >= lowest).map(({ token }) => token),
  );
}

function expected(terms: readonly Lists[], lowest: number, papers: number): number {
  const chance = terms.reduce((product, { lists }) => {
    const high = lists.filter(({ level }) => level >= lowest);
    const count = high.reduce((sum, list) => sum + list.papers, 0);
    return product * Math.min(1, count / Math.max(1, papers));
  }, 1);
  return papers * (terms.length > 1 ? chance ** TOGETHER : chance);
}
