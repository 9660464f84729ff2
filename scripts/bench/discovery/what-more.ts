/** Own next paper: compares production with other text scores, and with signals beyond text. */
import { MOST_SIMILAR_POINTS } from '@/lib/recommend/interests';
import { DENSE_SHARE, NEAREST } from '@/lib/recommend/similarity';
import { compareAll, rankOf, type Compared } from './compared';
import { mean } from './measures';
import {
  describeListed,
  rankByCentroid,
  rankByProfile,
  tasksOf,
  type ListedPaper,
} from './own-next-paper';
import { byText, withMore, type Score, type Way } from './ways';

const NEAREST_TRIED = [1, 2, 3, 5, Number.POSITIVE_INFINITY];
const SHARES_TRIED = [0, 0.25, 0.5, 0.75, 1];
const HALF_LIVES_TRIED = [90, 180, 365, 1_000];
const WEIGHTS_TRIED = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6];
const POINTS_TRIED = [0, 3.5, 7, 10, 14, 28];
const PRODUCTION: Way = { nearest: NEAREST, share: DENSE_SHARE };

/** A mean reciprocal rank with its label. */
export type Line = { name: string; what: string; mrr: number };
type Rates = { authors: number; profile: number; centroid: number };

export type OwnNextPaper = {
  /** Results on the authors that no constant was chosen on, and on all. */
  other: Rates;
  all: Rates;
  /** Chooses constants on one half of the authors, and measures the rest on the other half. */
  chosen: Way;
  lines: Line[];
};

/** `wholes` are vectors of full abstracts, beyond the model's limit. */
export function measureOwnNextPaper(
  papers: readonly ListedPaper[],
  vectors: ReadonlyMap<string, Int8Array>,
  wholes: ReadonlyMap<string, Int8Array>,
): OwnNextPaper {
  const described = describeListed(papers, vectors);
  const all = compareAll(tasksOf(papers), { papers, wholes, paperOf: described.paperOf });
  const other = all.filter(({ isChosenOn }) => !isChosenOn);
  const halves = { half: all.filter(({ isChosenOn }) => isChosenOn), other };
  const ratesOf = (of: readonly Compared[]): Rates => ({
    authors: of.length,
    profile: mean(of.map((task) => 1 / rankByProfile(task, described))),
    centroid: mean(of.map((task) => 1 / rankByCentroid(task, described))),
  });
  const ways = NEAREST_TRIED.flatMap((nearest) =>
    SHARES_TRIED.map((share) => ({ nearest, share })),
  );
  return {
    other: ratesOf(other),
    all: ratesOf(all),
    chosen: bestOf(ways, halves.half, byText),
    lines: [
      ...textLines(halves),
      ...standingLines(other),
      oracleLine(ways, other),
      ...moreLines(halves),
    ],
  };
}

type Halves = { half: readonly Compared[]; other: readonly Compared[] };

/** The constants with the best score on these authors. */
function bestOf<T>(
  choices: readonly T[],
  tasks: readonly Compared[],
  scoreBy: (choice: T) => Score,
): T {
  const rated = choices.map((choice) => ({ choice, mrr: mrrOf(scoreBy(choice), tasks) }));
  return rated.reduce((one, next) => (next.mrr > one.mrr ? next : one)).choice;
}

function mrrOf(score: Score, tasks: readonly Compared[]): number {
  return mean(tasks.map((task) => 1 / rankOf(task, score(task))));
}

function textLines({ half, other }: Halves): Line[] {
  const line = (name: string, what: string, way: Partial<Way>): Line => {
    return { name, what, mrr: mrrOf(byText({ ...PRODUCTION, ...way }), other) };
  };
  const halfLifeDays = bestOf(HALF_LIVES_TRIED, half, (days) =>
    byText({ ...PRODUCTION, halfLifeDays: days }),
  );
  return [
    ...NEAREST_TRIED.map((nearest) =>
      Number.isFinite(nearest)
        ? line(`nearest_${nearest}`, `likeness to the ${nearest} nearest own papers`, { nearest })
        : line('nearest_all', 'likeness to all own papers', { nearest }),
    ),
    ...SHARES_TRIED.map((share) =>
      line(`meaning_${share * 100}`, `meaning weighs ${share}, words the rest`, { share }),
    ),
    line('recent', `an own paper counts half after ${halfLifeDays} days`, { halfLifeDays }),
    line('whole', 'meaning of abstracts to their end, not of 256 tokens', { isWhole: true }),
  ];
}

/** Adds standing to similarity, with so many points for the most similar paper. */
function standingLines(tasks: readonly Compared[]): Line[] {
  const text = byText(PRODUCTION);
  return POINTS_TRIED.map((points) => ({
    name: `similar_points_${points}`,
    what: `standing, and similarity at ${points} points; readers get ${MOST_SIMILAR_POINTS}`,
    mrr: mrrOf((it) => text(it).map((score, at) => it.standings[at]! + points * score), tasks),
  }));
}

/** An upper bound: the best scoring for each author, which can't be known beforehand. */
function oracleLine(ways: readonly Way[], tasks: readonly Compared[]): Line {
  const scores = ways.map(byText);
  const best = tasks.map((task) => Math.min(...scores.map((score) => rankOf(task, score(task)))));
  return {
    name: 'best_way_each',
    what: 'for each author the best way by text, known only afterwards',
    mrr: mean(best.map((rank) => 1 / rank)),
  };
}

/** Adds each signal beyond text at its best weight on one half. */
function moreLines({ half, other }: Halves): Line[] {
  const text = byText(PRODUCTION);
  const line = (name: string, what: string, more: Score): Line => {
    const weighed = (weight: number) => withMore(text, more, weight);
    const weight = bestOf(WEIGHTS_TRIED, half, weighed);
    return { name, what: `${what}, weight ${weight}`, mrr: mrrOf(weighed(weight), other) };
  };
  return [
    line('votes', 'text, and what everybody voted for', ({ votes }) => votes),
    line('coauthors', 'text, and who wrote with the author before', (it) => it.coauthors),
    line(
      'name',
      'text, and the author’s own name, as who follows them has it',
      (it) => it.isByAuthor,
    ),
  ];
}
