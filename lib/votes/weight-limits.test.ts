import { expect, test } from 'vitest';
import {
  BLOCK_IN_FULL,
  BLOCK_RING,
  CONFIRMED_AFTER_DAYS,
  CONFIRMED_BY,
  CONFIRMED_VOTES,
  MAILBOX_RING,
  MOST_UNBACKED,
  NETWORK_IN_FULL,
  NEW_FOR_DAYS,
  NEW_SHARE,
  PaperTally,
  placeFactor,
  RING,
  UNBACKED,
  weightOf,
  type WeighedVote,
} from './weight';

/** A vote of a new or proven account, from the given origin. */
function castBy(overrides: Partial<WeighedVote> = {}): WeighedVote {
  const { isNew = false } = overrides;
  return { isNew, isUnproven: isNew, mailbox: null, network: null, block: null, ...overrides };
}

const emptyTally = () => new PaperTally({ proven: 0, unproven: 0 });

test('weights have the limits that the decision record states', () => {
  expect({
    BLOCK_IN_FULL,
    BLOCK_RING,
    CONFIRMED_AFTER_DAYS,
    CONFIRMED_BY,
    CONFIRMED_VOTES,
    MAILBOX_RING,
    NETWORK_IN_FULL,
    NEW_FOR_DAYS,
    NEW_SHARE,
    RING,
    UNBACKED,
  }).toEqual({
    BLOCK_IN_FULL: 6,
    BLOCK_RING: 10,
    CONFIRMED_AFTER_DAYS: 1,
    CONFIRMED_BY: 6,
    CONFIRMED_VOTES: 2,
    MAILBOX_RING: 3,
    NETWORK_IN_FULL: 3,
    NEW_FOR_DAYS: 7,
    NEW_SHARE: 0.5,
    RING: 5,
    UNBACKED: 3,
  });
  expect(MOST_UNBACKED).toBeCloseTo(5.554, 3);
});

test('a weight is the product of its factors, rounded to a multiple of 1/256', () => {
  expect(weightOf([])).toBe(1);
  expect(weightOf([{ factor: 1 / 3 }])).toBe(85 / 256);
  expect(weightOf([{ factor: 0.5 }, { factor: 0.6 }])).toBe(77 / 256);
  expect(weightOf([{ factor: 1 / 1_000 }])).toBe(0);
});

test.each([
  ['mailbox', 1, 1],
  ['mailbox', 2, 0],
  ['network', 3, 1],
  ['network', 4, 0.75],
  ['block', 6, 1],
  ['block', 8, 0.75],
] as const)('vote number %2$i of one %1$s has its factor', (place, nth, factor) => {
  expect(placeFactor(place, nth)).toBe(factor);
});

test('each discount has a sentence with its reason', () => {
  const details = (count: number, changes: Partial<WeighedVote>) => {
    const tally = emptyTally();
    const cast = Array.from({ length: count }, () => tally.add(castBy(changes)));
    return cast.at(-1)!.discounts.map(({ reason, detail }) => `${reason}: ${detail}`);
  };
  expect(details(4, { network: 'lab' })).toEqual(['network: 4th vote from one network']);
  expect(details(7, { block: 'b' })).toEqual(['network: 7th vote from one IPv6 /48']);
  expect(details(3, { mailbox: 'm' })).toEqual([
    'mailbox: one of 3 or more accounts with one mailbox',
  ]);
  expect(details(4, { isNew: true })).toEqual([
    'new_account: account younger than 7 days, as for most votes for this paper before',
  ]);
  expect(details(4, { isUnproven: true })).toEqual([
    'unproven: account whose earlier votes other readers haven’t confirmed, as for most votes for this paper before',
  ]);
  expect(details(5, { isNew: true, network: 'lab' })).toContainEqual(
    'network: one of 5 or more accounts younger than 7 days from one network',
  );
});
