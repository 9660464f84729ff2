/** For each author, how alike each paper of the week is to each of their own: computed once for all ways. */
import { createHash } from 'node:crypto';
import { meaningLikeness, wordLikeness, type DescribedPaper } from '@/lib/search/reader/profile';
import type { ListedPaper, Task } from './own-next-paper';

const DAY_MS = 86_400_000;

export type Compared = Task & {
  /** One half of the authors: constants may be chosen on it. */
  isChosenOn: boolean;
  /** By paper of the week, then by own paper. */
  words: number[][];
  meaning: number[][];
  wholeMeaning: number[][];
  /** Of own papers, when the last one is listed. */
  ageDays: number[];
  /** Of the week's papers, as logarithms. */
  votes: number[];
  coauthors: number[];
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
      coauthors: week.map((id) => Math.log1p(namesOf(id).filter((name) => known.has(name)).length)),
      isByAuthor: week.map((id) => (namesOf(id).includes(author) ? 1 : 0)),
    };
  });
}

/** By their last paper, since who wrote it together has nearly the same to be found. */
function isInFirstHalf(last: string): boolean {
  const [first = 0] = createHash('sha256').update(last).digest();
  return first % 2 === 0;
}

/** Equals stand in the order of their ids, as in production. */
export function rankOf({ week, last }: Task, scores: readonly number[]): number {
  const own = scores[week.indexOf(last)] ?? 0;
  const isBefore = (id: string, at: number) => {
    const score = scores[at] ?? 0;
    return score > own || (score === own && id < last);
  };
  return week.filter(isBefore).length + 1;
}
