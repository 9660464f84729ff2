import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isNewAccount,
  MOST_UNBACKED,
  NETWORK_IN_FULL,
  networkFactor,
  newAccountFactor,
  PaperTally,
  RING,
  UNBACKED_NEW,
  weightOf,
} from './weight';

const now = new Date('2030-05-08T09:00:00Z');
const vote = fc.record({
  isNew: fc.boolean(),
  network: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
});

function weigh(votes: { isNew: boolean; network: string | null }[]): number[] {
  const tally = new PaperTally({ established: 0, new: 0 });
  return votes.map((cast) => weightOf(tally.add(cast).discounts));
}

const apart = (count: number, isNew: boolean) =>
  Array.from({ length: count }, (_, at) => ({ isNew, network: `${isNew} ${at}` }));
const sum = (weights: number[]) => weights.reduce((total, weight) => total + weight, 0);

test.each([
  ['a minute old', { createdAt: new Date('2030-05-08T08:59:00Z') }, true],
  ['a second short of a week old', { createdAt: new Date('2030-05-01T09:00:01Z') }, true],
  ['a week old', { createdAt: new Date('2030-05-01T09:00:00Z') }, false],
  ['new, of a curator', { createdAt: now, role: 'curator' as const }, false],
  ['new, that a curator trusts', { createdAt: now, trustedAt: now }, false],
])('an account %s', (_name, told, isNew) => {
  expect(isNewAccount({ role: 'reader', trustedAt: null, ...told }, now)).toBe(isNew);
});

test('a reader who comes alone counts in full on their first day', () => {
  expect(weigh(apart(1, true))).toEqual([1]);
});

test('a few new accounts count in full, and each after them less', () => {
  const weights = weigh(apart(UNBACKED_NEW + 2, true));
  expect(weights.slice(0, UNBACKED_NEW)).toEqual(Array(UNBACKED_NEW).fill(1));
  expect(weights.slice(UNBACKED_NEW)).toEqual([weights[3], weights[4]]);
  expect(weights[3]).toBeLessThan(1);
  expect(weights[4]).toBeLessThan(weights[3]!);
});

test('new accounts without older ones never come to more than the bound, however many', () => {
  expect(sum(weigh(apart(5_000, true)))).toBeLessThanOrEqual(MOST_UNBACKED);
  expect(MOST_UNBACKED).toBeLessThan(6);
});

test('older readers vouch for as many new ones', () => {
  const weights = weigh([...apart(20, false), ...apart(20 + UNBACKED_NEW + 1, true)]);
  expect(weights.slice(0, -1)).toEqual(Array(40 + UNBACKED_NEW).fill(1));
  expect(weights.at(-1)).toBeLessThan(1);
});

test('a network’s further votes count less, the n-th as its share', () => {
  const lab = Array.from({ length: 6 }, () => ({ isNew: false, network: 'lab' }));
  expect(weigh(lab).slice(0, NETWORK_IN_FULL)).toEqual([1, 1, 1]);
  expect(weigh(lab)[5]).toBe(0.5);
});

test('the fifth new account of a network closes a ring, in which none counts', () => {
  const tally = new PaperTally({ established: 50, new: 0 });
  const cast = Array.from({ length: RING + 1 }, () => tally.add({ isNew: true, network: 'lab' }));
  expect(cast.map(({ closesRing }) => closesRing)).toEqual([
    ...Array(RING - 1).fill(false),
    true,
    false,
  ]);
  expect(cast.slice(RING - 1).map(({ discounts }) => weightOf(discounts))).toEqual([0, 0]);
});

test('an older account counts also where its network has a ring of new ones', () => {
  const ring = Array.from({ length: RING }, () => ({ isNew: true, network: 'lab' }));
  expect(weigh([{ isNew: false, network: 'lab' }, ...ring])[0]).toBe(1);
});

test('no factor grows with the crowd before it', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(500), (nth, established) => {
      expect(newAccountFactor(nth + 1, established)).toBeLessThanOrEqual(
        newAccountFactor(nth, established),
      );
      expect(newAccountFactor(nth, established + 1)).toBeGreaterThanOrEqual(
        newAccountFactor(nth, established),
      );
      expect(networkFactor(nth + 2)).toBeLessThanOrEqual(networkFactor(nth + 1));
    }),
  );
});

test('every weight lies between nought and one, and less than one has its reason', () => {
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 60 }), (votes) => {
      const tally = new PaperTally({ established: 0, new: 0 });
      for (const cast of votes) {
        const { discounts } = tally.add(cast);
        const weight = weightOf(discounts);
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(discounts.length > 0).toBe(discounts.some(({ factor }) => factor < 1));
        for (const { detail } of discounts) expect(detail).not.toBe('');
      }
    }),
  );
});

test('votes of older readers on networks of their own are never discounted', () => {
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 60 }), (crowd) => {
      const tally = new PaperTally({ established: 0, new: 0 });
      for (const cast of crowd) tally.add(cast);
      expect(tally.add({ isNew: false, network: 'home' }).discounts).toEqual([]);
    }),
  );
});

test('weights add up to the same in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (factors) => {
      const weights = factors.map((factor) => weightOf([{ factor }]));
      expect(sum(weights)).toBe(sum(weights.toReversed()));
    }),
  );
});

test('a tally that is continued weighs as one that was kept', () => {
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 40 }), vote, (before, next) => {
      const kept = new PaperTally({ established: 0, new: 0 });
      for (const cast of before) kept.add(cast);
      const same = before.filter(({ network }) => network === next.network);
      const young = before.filter(({ isNew }) => isNew).length;
      const continued = new PaperTally(
        { established: before.length - young, new: young },
        next.network === null
          ? []
          : [[next.network, { all: same.length, new: same.filter((it) => it.isNew).length }]],
      );
      expect(continued.add(next)).toEqual(kept.add(next));
    }),
  );
});
