import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CODE_STARS_CAP,
  EPOCH,
  explainScore,
  HALF_LIFE_HOURS,
  log2Add,
  massesOf,
  scoreAt,
  signalWeight,
  SIGNAL_WEIGHT,
  TRENDING_WINDOWS,
  type Signal,
  type SignalKind,
} from './trending';

const YEAR_MS = 365.25 * 86_400_000;
const kinds = Object.keys(SIGNAL_WEIGHT) as SignalKind[];
const moment = fc
  .integer({ min: 0, max: 50 * YEAR_MS })
  .map((offset) => new Date(EPOCH.getTime() + offset));
const signal: fc.Arbitrary<Signal> = fc.record({
  kind: fc.constantFrom(...kinds),
  amount: fc.double({ min: 0.01, max: 100_000, noNaN: true }),
  at: moment,
});
const signals = fc.array(signal, { minLength: 1, maxLength: 40 });

test('the order between two papers never changes without an event', () => {
  fc.assert(
    fc.property(
      signals,
      signals,
      fc.array(moment, { minLength: 2, maxLength: 5 }),
      (a, b, nows) => {
        for (const window of TRENDING_WINDOWS) {
          const [massA, massB] = [massesOf(a)![window], massesOf(b)![window]];
          fc.pre(Math.abs(massA - massB) > 1e-6);
          for (const now of nows) {
            const [scoreA, scoreB] = [scoreAt(massA, window, now), scoreAt(massB, window, now)];
            // Far from its signals a score may round to zero or infinity, but keeps its sign.
            if (scoreA !== scoreB) expect(scoreA > scoreB).toBe(massA > massB);
          }
        }
      },
    ),
  );
});

test('a replay of the same signals, in any order, gives the same masses', () => {
  fc.assert(
    fc.property(signals, fc.infiniteStream(fc.nat()), (history, shuffle) => {
      const replayed = history
        .map((entry) => ({ entry, rank: shuffle.next().value as number }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ entry }) => entry);
      for (const window of TRENDING_WINDOWS) {
        expect(massesOf(replayed)![window]).toBeCloseTo(massesOf(history)![window], 6);
      }
    }),
  );
});

test('adding a signal to the stored mass equals replaying all signals', () => {
  fc.assert(
    fc.property(signals, signal, (history, next) => {
      for (const window of TRENDING_WINDOWS) {
        const added = log2Add(massesOf(history)![window], massesOf([next])![window]);
        expect(added).toBeCloseTo(massesOf([...history, next])![window], 6);
      }
    }),
  );
});

test('a later vote weighs more than an earlier one', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 60_000, max: YEAR_MS }), (at, delayMs) => {
      const vote = (time: Date): Signal => ({ kind: 'vote', amount: 1, at: time });
      for (const window of TRENDING_WINDOWS) {
        const later = massesOf([vote(new Date(at.getTime() + delayMs))])![window];
        expect(later).toBeGreaterThan(massesOf([vote(at)])![window]);
      }
    }),
  );
});

test('fifty years of a million votes a day stay finite and keep twelve significant digits', () => {
  const last = new Date(EPOCH.getTime() + 50 * YEAR_MS);
  for (const window of TRENDING_WINDOWS) {
    const busy = massesOf([{ kind: 'vote', amount: 1_000_000, at: last }])![window];
    const oneMore = log2Add(busy, massesOf([{ kind: 'vote', amount: 1, at: last }])![window]);
    expect(Number.isFinite(busy)).toBe(true);
    expect(oneMore).toBeGreaterThan(busy);
    expect(scoreAt(busy, window, last)).toBeCloseTo(1_000_000, 3);
  }
});

test('the terms of a score sum to the score of the stored mass', () => {
  fc.assert(
    fc.property(signals, (history) => {
      const now = new Date(Math.max(...history.map(({ at }) => at.getTime())));
      for (const window of TRENDING_WINDOWS) {
        const { score, terms } = explainScore(history, window, now);
        const stored = scoreAt(massesOf(history)![window], window, now);
        expect(score / stored).toBeCloseTo(1, 6);
        expect(terms).toHaveLength(history.length);
      }
    }),
  );
});

test.each([
  ['nothing gained', { kind: 'vote', amount: 0 }, 0],
  ['a listing', { kind: 'listing', amount: 1 }, 2],
  ['half a vote', { kind: 'vote', amount: 0.5 }, 0.5],
  ['ten votes elsewhere', { kind: 'upstream_votes', amount: 10 }, 5],
  ['a star', { kind: 'code_stars', amount: 1 }, 0.25],
  ['a hundred thousand stars, capped', { kind: 'code_stars', amount: 100_000 }, 3],
] as const)('%s weighs what the table says', (_name, given, weight) => {
  expect(signalWeight(given)).toBeCloseTo(weight, 10);
});

test('stars weigh by what they add to those gained before, up to the cap', () => {
  const stars = (before: number, amount: number) =>
    signalWeight({ kind: 'code_stars', before, amount });
  expect(stars(1, 2)).toBeCloseTo(0.25, 10);
  expect(stars(3, 1) + stars(4, 3)).toBeCloseTo(stars(3, 4), 10);
  expect(stars(4_095, 1_000)).toBe(0);
  expect(signalWeight({ kind: 'vote', before: 100, amount: 1 })).toBe(1);
});

test('trending has the half-lives and weights that are published', () => {
  expect(HALF_LIFE_HOURS).toEqual({ day: 12, week: 84, month: 360 });
  expect(SIGNAL_WEIGHT).toEqual({
    listing: 2,
    vote: 1,
    upstream_votes: 0.5,
    comment: 0.5,
    code_stars: 0.25,
  });
  expect(CODE_STARS_CAP).toBe(12);
  const vote: Signal = { kind: 'vote', amount: 1, at: EPOCH };
  const later = (hours: number) => new Date(EPOCH.getTime() + hours * 3_600_000);
  for (const window of TRENDING_WINDOWS) {
    const after = later(HALF_LIFE_HOURS[window]);
    expect(scoreAt(massesOf([vote])![window], window, after)).toBeCloseTo(0.5, 12);
    expect(explainScore([vote], window, after).terms).toMatchObject([
      { weight: 1, remaining: 0.5, worth: 0.5 },
    ]);
  }
});

test('a mass is counted in half-lives since 2024, as in every stored paper', () => {
  const vote = (at: string): Signal => ({ kind: 'vote', amount: 1, at: new Date(at) });
  expect(massesOf([vote('2024-01-01T00:00:00Z')])).toEqual({ day: 0, week: 0, month: 0 });
  expect(massesOf([vote('2024-01-31T00:00:00Z')])).toEqual({ day: 60, week: 720 / 84, month: 2 });
});

test('signals that weigh nothing leave no mass, beside others or alone', () => {
  const nothing: Signal = { kind: 'vote', amount: 0, at: EPOCH };
  expect(massesOf([nothing])).toBeNull();
  expect(signalWeight({ kind: 'vote', amount: -1 })).toBe(0);
  const vote: Signal = { kind: 'vote', amount: 2, at: EPOCH };
  expect(massesOf([nothing, vote, nothing])).toEqual(massesOf([vote]));
});

test('a paper without signals has no mass and a score of nought', () => {
  expect(massesOf([])).toBeNull();
  expect(scoreAt(null, 'day', EPOCH)).toBe(0);
});
