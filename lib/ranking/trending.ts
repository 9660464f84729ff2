/**
 * Computes trending by forward decay: each signal's weight, and the sum over time. A signal of
 * weight w at time t adds w·2^((t−EPOCH)/halfLife) to a paper's mass. All papers use the same
 * EPOCH, so the order of two papers changes only with a new signal of one of them, and nothing is
 * recomputed as time passes. Source: Cormode, Shkapenyuk, Srivastava, Xu, "Forward Decay" (ICDE
 * 2009).
 */

const HOUR_MS = 3_600_000;
/** Landmark of the decay. Masses are stored as log2, so its distance costs no visible precision. */
export const EPOCH = new Date('2024-01-01T00:00:00Z');

/** Half-life in hours of each trending window. */
export const HALF_LIFE_HOURS = { day: 12, week: 84, month: 360 } as const;
export type TrendingWindow = keyof typeof HALF_LIFE_HOURS;
export const TRENDING_WINDOWS = Object.keys(HALF_LIFE_HOURS) as TrendingWindow[];

/** Weight of one unit of each kind of signal, relative to a reader's own vote of 1. */
export const SIGNAL_WEIGHT = {
  /** A listing in the day's edition. */
  listing: 2,
  /** A reader's vote; its amount is the vote's own weight, at most 1. */
  vote: 1,
  /** Votes of another site's readers, which count less than this site's. */
  upstream_votes: 0.5,
  /** Each person who comments, once, because a quarrel is not quality. */
  comment: 0.5,
  /** Gained stars of the code, as log2(1 + stars), so that thousands of stars don't dominate. */
  code_stars: 0.25,
} as const;
export type SignalKind = keyof typeof SIGNAL_WEIGHT;

/** Maximum weight of stars, in units. */
export const CODE_STARS_CAP = 12;

/**
 * `amount` is in the signal's own unit: votes, people, stars. `before` is the paper's earlier gain
 * of this kind: stars are damped by their sum, for any number of readings.
 */
export type Signal = { kind: SignalKind; amount: number; before?: number; at: Date };
export type Masses = Record<TrendingWindow, number>;

/** Weight of a signal at its time; never negative. */
export function signalWeight({
  kind,
  amount,
  before = 0,
}: Pick<Signal, 'kind' | 'amount' | 'before'>): number {
  if (!(amount > 0)) return 0;
  if (kind === 'code_stars') {
    return SIGNAL_WEIGHT.code_stars * (dampedStars(before + amount) - dampedStars(before));
  }
  return SIGNAL_WEIGHT[kind] * amount;
}

function dampedStars(stars: number): number {
  return Math.min(CODE_STARS_CAP, Math.log2(1 + stars));
}

/** log2 of a signal's addition to the mass of a window; −Infinity for weight zero. */
export function logMass(signal: Signal, window: TrendingWindow): number {
  return Math.log2(signalWeight(signal)) + halfLivesSinceEpoch(signal.at, window);
}

/** log2(2^a + 2^b) without overflow. */
export function log2Add(a: number, b: number): number {
  // The difference of two infinities is NaN.
  if (a === -Infinity) return b;
  return Math.max(a, b) + Math.log2(1 + 2 ** -Math.abs(a - b));
}

/** The masses of a paper's signals, or null where all weigh nothing. */
export function massesOf(signals: readonly Signal[]): Masses | null {
  const masses: Masses = { day: -Infinity, week: -Infinity, month: -Infinity };
  for (const signal of signals) {
    for (const window of TRENDING_WINDOWS) {
      masses[window] = log2Add(masses[window], logMass(signal, window));
    }
  }
  return masses.day === -Infinity ? null : masses;
}

/**
 * The present value of a stored mass: the sum of its signals' weights, each halved every half-life.
 */
export function scoreAt(mass: number | null, window: TrendingWindow, now: Date): number {
  return mass === null ? 0 : 2 ** (mass - halfLivesSinceEpoch(now, window));
}

export type Term = Signal & { weight: number; remaining: number; worth: number };

/**
 * A paper's score at `now`, term by term: worth = weight × remaining, and the worths add up to it.
 */
export function explainScore(
  signals: readonly Signal[],
  window: TrendingWindow,
  now: Date,
): { terms: Term[]; score: number } {
  const terms = signals.map((signal) => {
    const weight = signalWeight(signal);
    const remaining =
      2 ** (halfLivesSinceEpoch(signal.at, window) - halfLivesSinceEpoch(now, window));
    return { ...signal, weight, remaining, worth: weight * remaining };
  });
  return { terms, score: terms.reduce((sum, term) => sum + term.worth, 0) };
}

function halfLivesSinceEpoch(at: Date, window: TrendingWindow): number {
  return (at.getTime() - EPOCH.getTime()) / (HALF_LIFE_HOURS[window] * HOUR_MS);
}
