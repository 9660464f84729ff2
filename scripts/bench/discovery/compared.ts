/** Computes once the similarity of each author's papers with each paper of the week. */
import { createHash } from 'node:crypto';
import type { DescribedPaper } from '@/lib/recommend/similarity';
import { byStanding } from '@/lib/recommend/standing';
import { cosine } from '@/lib/search/meaning/vectors/vector';
import type { ListedPaper, Task } from './own-next-paper';

const DAY_MS = 86_400_000;

export type Compared = Task & {
  /** Author of the half on which constants are chosen. */
  isChosenOn: boolean;
  /** By paper of the week, then by own paper. */
  words: number[][];
  meaning: number[][];
  wholeMeaning: number[][];
  /** When the last of the author's papers is listed. */
  ageDays: number[];
  /** Logarithms for the week's papers. */
  votes: number[];
  coauthors: number[];
  /** Scores of the week's papers by votes and by place in the edition. */
  standings: number[];
  isByAuthor: number[];
};

type Known = {
  papers: readonly ListedPaper[];
  paperOf: (id: string) => DescribedPaper;
  wholes: ReadonlyMap<string, Int8Array>;
};

export function compareAll(tasks: readonly Task[], { papers, paperOf, wholes }: Known): Compared[] {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  const namesOf = (id: string) => byId.get(id)?.authors.map(({ name }) => name) ?? [];
  const dayOf = (id: string) => Date.parse(byId.get(id)?.listedOn ?? '') / DAY_MS;
  const wholeOf = (id: string) => {
    const paper = paperOf(id);
    return { ...paper, vector: wholes.get(id) ?? paper.vector };
  };
  return tasks.map((task) => {
    const { author, own, week, last } = task;
    const matrix = (likeness: (candidate: string, liked: string) => number) =>
      week.map((candidate) => own.map((liked) => likeness(candidate, liked)));
    const known = new Set(own.flatMap(namesOf).filter((name) => name !== author));
    return {
      ...task,
      isChosenOn: isInFirstHalf(last),
      words: matrix((one, other) => wordLikeness(paperOf(one), paperOf(other))),
      meaning: matrix((one, other) => meaningLikeness(paperOf(one), paperOf(other))),
      wholeMeaning: matrix((one, other) => meaningLikeness(wholeOf(one), wholeOf(other))),
      ageDays: own.map((liked) => dayOf(last) - dayOf(liked)),
      votes: week.map((id) => Math.log1p(byId.get(id)?.votes ?? 0)),
      standings: standingsOf(week.flatMap((id) => byId.get(id) ?? [])),
      coauthors: week.map((id) => Math.log1p(namesOf(id).filter((name) => known.has(name)).length)),
      isByAuthor: week.map((id) => (namesOf(id).includes(author) ? 1 : 0)),
    };
  });
}

/** Cosine of their vectors; 0 where one has none. */
export function meaningLikeness(one: DescribedPaper, other: DescribedPaper): number {
  return one.vector && other.vector ? cosine(one.vector, other.vector) : 0;
}

/** Cosine of their terms. */
export function wordLikeness(one: DescribedPaper, other: DescribedPaper): number {
  const [few, many] = one.terms.size < other.terms.size ? [one, other] : [other, one];
  let product = 0;
  for (const [term, weight] of few.terms) product += weight * (many.terms.get(term) ?? 0);
  return product;
}

/** Terms as the recommender weighs them, at the end of the week and without decay. */
function standingsOf(week: readonly ListedPaper[]): number[] {
  const candidates = week.map((paper) => {
    const above = week.filter(
      ({ listedOn, votes }) => listedOn === paper.listedOn && votes > paper.votes,
    );
    return {
      id: paper.id,
      source: '',
      title: '',
      abstract: '',
      authors: [],
      authorCount: 0,
      topics: [],
      votes: paper.votes,
      upvotes: 0,
      upstreamVotes: paper.votes,
      listedOn: paper.listedOn,
      editionRank: above.length + 1,
      masses: { day: Math.log2(1 + paper.votes), week: null, month: null },
      codeUrl: null,
      withdrawn: false,
    };
  });
  const standings = byStanding(candidates, 'day');
  const byId = new Map(standings.map((each) => [each.candidate.id, each.standing]));
  return week.map(({ id }) => byId.get(id) ?? 0);
}

/** Splits by last paper, because coauthors have nearly the same papers to find. */
function isInFirstHalf(last: string): boolean {
  const [first = 0] = createHash('sha256').update(last).digest();
  return first % 2 === 0;
}

/** Ties sort by id, as in production. */
export function rankOf({ week, last }: Task, scores: readonly number[]): number {
  const own = scores[week.indexOf(last)] ?? 0;
  const isBefore = (id: string, at: number) => {
    const score = scores[at] ?? 0;
    return score > own || (score === own && id < last);
  };
  return week.filter(isBefore).length + 1;
}
