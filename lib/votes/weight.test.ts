import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BLOCK_IN_FULL,
  BLOCK_RING,
  CONFIRMED_BY,
  isNewAccount,
  isUnproven,
  MAILBOX_RING,
  MOST_UNBACKED,
  NETWORK_IN_FULL,
  PaperTally,
  placeFactor,
  PLACES,
  RING,
  UNBACKED,
  unprovenFactor,
  weightOf,
  type Place,
  type WeighedVote,
} from './weight';

const now = new Date('2030-05-08T09:00:00Z');
const name = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
const vote: fc.Arbitrary<WeighedVote> = fc
  .record({
    isNew: fc.boolean(),
    hasRecord: fc.boolean(),
    mailbox: fc.option(fc.nat(40).map(String)),
    network: name,
    block: name,
  })
  .map(({ hasRecord, ...cast }) => ({ ...cast, isUnproven: cast.isNew || !hasRecord }));

/** A vote of a new or proven account, from the given origin. */
function castBy(overrides: Partial<WeighedVote> = {}): WeighedVote {
  const { isNew = false } = overrides;
  return { isNew, isUnproven: isNew, mailbox: null, network: null, block: null, ...overrides };
}

function weigh(votes: readonly WeighedVote[]): number[] {
  const tally = emptyTally();
  return votes.map((cast) => weightOf(tally.add(cast).discounts));
}

const emptyTally = () => new PaperTally({ proven: 0, unproven: 0 });
const apart = (count: number, isNew: boolean) =>
  Array.from({ length: count }, (_, at) => castBy({ isNew, network: `${isNew} ${at}` }));
const sum = (weights: number[]) => weights.reduce((total, weight) => total + weight, 0);

test.each([
  ['new', { createdAt: now }, true],
  ['of a week, without a record', {}, true],
  ['of a week, with one', { provenAt: now }, false],
  ['new, with one', { createdAt: now, provenAt: now }, true],
  ['of a curator', { createdAt: now, role: 'curator' as const }, false],
  ['that a curator trusts', { createdAt: now, trustedAt: now }, false],
])('whether an account %s is unproven', (_name, facts, expected) => {
  const createdAt = new Date('2030-05-01T09:00:00Z');
  const voter = { role: 'reader' as const, createdAt, trustedAt: null, provenAt: null, ...facts };
  expect(isUnproven(voter, now)).toBe(expected);
});

test('aged accounts without a record are bounded as new ones are, which count half of theirs', () => {
  const sleepers = apart(50, false).map((cast) => ({ ...cast, isUnproven: true }));
  const [aged, fresh] = [weigh(sleepers), weigh(apart(50, true))];
  expect(aged.slice(0, UNBACKED + 2)).toEqual([1, 1, 1, 0.5625, 0.359375]);
  expect(fresh.slice(0, UNBACKED + 2)).toEqual([1, 1, 1, 0.28125, 0.1796875]);
  expect(sum(aged)).toBeLessThan(MOST_UNBACKED);
  const tally = emptyTally();
  const reasons = sleepers.map((cast) => tally.add(cast).discounts.map(({ reason }) => reason));
  expect(reasons.slice(0, UNBACKED)).toEqual(Array(UNBACKED).fill([]));
  expect(reasons.slice(UNBACKED)).toEqual(Array(50 - UNBACKED).fill(['unproven']));
});

test('unproven accounts can’t confirm each other, however many they are', () => {
  const sleepers = apart(5_000, false).map((cast) => ({ ...cast, isUnproven: true }));
  expect(sum(weigh(sleepers))).toBeLessThan(CONFIRMED_BY);
});

test('the second account of a mailbox counts nothing, and the third closes a ring of any age', () => {
  const tally = emptyTally();
  const cast = Array.from({ length: MAILBOX_RING + 1 }, (_, at) =>
    tally.add(castBy({ mailbox: 'hana', network: `network ${at}` })),
  );
  expect(cast.map(({ discounts }) => weightOf(discounts))).toEqual([1, 0, 0, 0]);
  expect(cast.map(({ closesRings }) => closesRings)).toEqual([[], [], ['mailbox'], []]);
  expect(cast[1]!.discounts).toMatchObject([
    { reason: 'mailbox', detail: '2nd vote from one mailbox' },
  ]);
});

test('the networks of one IPv6 /48 count less together, with a higher limit than each', () => {
  const votes = Array.from({ length: 12 }, (_, at) => castBy({ network: `${at}`, block: 'b' }));
  expect(weigh(votes).slice(0, BLOCK_IN_FULL)).toEqual(Array(BLOCK_IN_FULL).fill(1));
  expect(weigh(votes)[11]).toBe(0.5);
});

test('of network and block the stronger discount holds, once', () => {
  const votes = Array.from({ length: 8 }, () => castBy({ network: 'lab', block: 'b' }));
  const tally = emptyTally();
  const { discounts } = votes.map((cast) => tally.add(cast)).at(-1)!;
  expect(discounts).toMatchObject([{ reason: 'network', factor: NETWORK_IN_FULL / 8 }]);
});

test('new accounts on many networks of one /48 are a ring', () => {
  const tally = new PaperTally({ proven: 50, unproven: 0 });
  const cast = Array.from({ length: BLOCK_RING }, (_, at) =>
    tally.add(castBy({ isNew: true, network: `${at}`, block: 'b' })),
  );
  expect(cast.at(-2)!.closesRings).toEqual([]);
  expect(cast.at(-1)!.closesRings).toEqual(['block']);
  expect(weightOf(cast.at(-1)!.discounts)).toBe(0);
});

test.each([
  ['a minute old', { createdAt: new Date('2030-05-08T08:59:00Z') }, true],
  ['a second short of a week old', { createdAt: new Date('2030-05-01T09:00:01Z') }, true],
  ['a week old', { createdAt: new Date('2030-05-01T09:00:00Z') }, false],
  ['new, of a curator', { createdAt: now, role: 'curator' as const }, false],
  ['new, that a curator trusts', { createdAt: now, trustedAt: now }, false],
])('an account %s', (_name, facts, isNew) => {
  const voter = { role: 'reader' as const, trustedAt: null, provenAt: null, ...facts };
  expect(isNewAccount(voter, now)).toBe(isNew);
});

test('a single reader counts in full on the first day', () => {
  expect(weigh(apart(1, true))).toEqual([1]);
});

test('a few new accounts count in full, and each after them less', () => {
  const weights = weigh(apart(UNBACKED + 2, true));
  expect(weights.slice(0, UNBACKED)).toEqual(Array(UNBACKED).fill(1));
  expect(weights.slice(UNBACKED)).toEqual([weights[3], weights[4]]);
  expect(weights[3]).toBeLessThan(1);
  expect(weights[4]).toBeLessThan(weights[3]!);
});

test('new accounts without older ones never come to more than the bound, however many', () => {
  expect(sum(weigh(apart(5_000, true)))).toBeLessThanOrEqual(MOST_UNBACKED);
  expect(MOST_UNBACKED).toBeLessThan(6);
});

test('older readers vouch for as many new ones', () => {
  const weights = weigh([...apart(20, false), ...apart(20 + UNBACKED + 1, true)]);
  expect(weights.slice(0, -1)).toEqual(Array(40 + UNBACKED).fill(1));
  expect(weights.at(-1)).toBeLessThan(1);
});

test('a network’s further votes count less, the n-th as its share', () => {
  const lab = Array.from({ length: 6 }, () => castBy({ network: 'lab' }));
  expect(weigh(lab).slice(0, NETWORK_IN_FULL)).toEqual([1, 1, 1]);
  expect(weigh(lab)[5]).toBe(0.5);
});

test('the fifth new account of a network closes a ring, in which none counts', () => {
  const tally = new PaperTally({ proven: 50, unproven: 0 });
  const member = castBy({ isNew: true, network: 'lab' });
  const cast = Array.from({ length: RING + 1 }, () => tally.add(member));
  expect(cast.map(({ closesRings }) => closesRings)).toEqual([
    ...Array(RING - 1).fill([]),
    ['network'],
    [],
  ]);
  expect(cast.slice(RING - 1).map(({ discounts }) => weightOf(discounts))).toEqual([0, 0]);
});

test('an older account counts also where its network has a ring of new ones', () => {
  const ring = Array.from({ length: RING }, () => castBy({ isNew: true, network: 'lab' }));
  expect(weigh([castBy({ network: 'lab' }), ...ring])[0]).toBe(1);
});

test('an older account that votes after a ring counts as the next of its network', () => {
  const ring = Array.from({ length: RING }, () => castBy({ isNew: true, network: 'lab' }));
  expect(weigh([...ring, castBy({ network: 'lab' })]).at(-1)).toBe(0.5);
});

test('older accounts do not make their network a ring', () => {
  const tally = emptyTally();
  const lab = [...Array(RING - 1).fill(false), true].map((isNew) =>
    castBy({ isNew, network: 'lab' }),
  );
  expect(lab.flatMap((cast) => tally.add(cast).closesRings)).toEqual([]);
});

test('where network and block discount a vote alike, the reason names the network', () => {
  const tally = new PaperTally({ proven: 50, unproven: 0 });
  const cast = castBy({ isNew: true, network: 'lab', block: 'b' });
  const { discounts } = Array.from({ length: BLOCK_RING }, () => tally.add(cast)).at(-1)!;
  expect(discounts.map(({ detail }) => detail)).toEqual([
    'one of 5 or more accounts younger than 7 days from one network',
  ]);
});

test('backed unproven accounts have a factor of one', () => {
  expect(unprovenFactor(UNBACKED, 0, true)).toBe(1);
  expect(unprovenFactor(UNBACKED + 7, 7, false)).toBe(1);
});

test('no factor grows with the crowd before it', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(500), fc.boolean(), (nth, proven, isNew) => {
      const factor = unprovenFactor(nth, proven, isNew);
      expect(unprovenFactor(nth + 1, proven, isNew)).toBeLessThanOrEqual(factor);
      expect(unprovenFactor(nth, proven + 1, isNew)).toBeGreaterThanOrEqual(factor);
      expect(factor).toBeLessThanOrEqual(unprovenFactor(nth, proven, false));
      for (const place of PLACES) {
        expect(placeFactor(place, nth + 2)).toBeLessThanOrEqual(placeFactor(place, nth + 1));
      }
    }),
  );
});

test('every weight lies between nought and one, and less than one has its reason', () => {
  fc.assert(
    fc.property(fc.array(vote, { maxLength: 60 }), (votes) => {
      const tally = emptyTally();
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
      const tally = emptyTally();
      for (const cast of crowd) tally.add(cast);
      const own = { mailbox: 'own', network: 'home', block: 'own block' };
      expect(tally.add(castBy(own)).discounts).toEqual([]);
    }),
  );
});

test('weights have the same sum in any order', () => {
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
      const kept = emptyTally();
      for (const cast of before) kept.add(cast);
      const unproven = before.filter(({ isUnproven }) => isUnproven).length;
      const places = PLACES.flatMap((place): [Place, string, { all: number; new: number }][] => {
        const there = next[place];
        if (there === null) return [];
        const same = before.filter((cast) => cast[place] === there);
        const young = same.filter(({ isNew }) => isNew).length;
        return [[place, there, { all: same.length, new: young }]];
      });
      const continued = new PaperTally({ proven: before.length - unproven, unproven }, places);
      expect(continued.add(next)).toEqual(kept.add(next));
    }),
  );
});
