import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PaperSignal } from '@/lib/ranking/commands';
import { signalWeight, type SignalKind } from '@/lib/ranking/trending';
import { links, listing } from '@/tests/support/factories';
import { readListing, lateListings, type UpstreamCounts } from './listing-rules';

const at = (hour: number) => new Date(Date.UTC(2025, 2, 17, hour));
const known = (overrides: Partial<UpstreamCounts> = {}): UpstreamCounts => {
  const counts = { votes: 5, comments: 1, codeStars: null, readAt: at(6), ...overrides };
  return {
    mostVotes: counts.votes,
    mostCodeStars: counts.codeStars,
    firstCodeStars: counts.codeStars,
    ...counts,
  };
};
const kinds = (read: ReturnType<typeof readListing>) =>
  read.signals.map(({ kind, amount }) => [kind, amount]);

test('a first reading is a listing and all of its votes', () => {
  const read = readListing(listing({ upstreamVotes: 7, upstreamComments: 2 }), null);
  expect(kinds(read)).toEqual([
    ['listing', 1],
    ['upstream_votes', 7],
  ]);
  expect(read.counts).toEqual(known({ votes: 7, comments: 2, readAt: at(12) }));
});

test('a listing happens when it was submitted, or else when its day begins', () => {
  const submittedAt = at(9);
  expect(readListing(listing({ submittedAt }), null).signals[0]).toMatchObject({
    key: '2025-03-17',
    at: submittedAt,
  });
  expect(readListing(listing(), null).signals[0]).toMatchObject({ at: at(0) });
});

test('a later reading is only what was gained', () => {
  expect(kinds(readListing(listing({ upstreamVotes: 9 }), known()))).toEqual([
    ['listing', 1],
    ['upstream_votes', 4],
  ]);
});

test('counts that stayed or fell are no signal, and are stored', () => {
  for (const upstreamVotes of [5, 2]) {
    const read = readListing(listing({ upstreamVotes }), known());
    expect(kinds(read)).toEqual([['listing', 1]]);
    expect(read.counts).toMatchObject({ votes: upstreamVotes });
  }
});

test.each([
  ['older', at(3)],
  ['equally old', at(6)],
])('an %s reading changes no count and gains nothing', (_age, readAt) => {
  const read = readListing(listing({ upstreamVotes: 99, codeStars: 99, readAt }), known());
  expect(kinds(read)).toEqual([['listing', 1]]);
  expect(read.counts).toEqual(known());
});

test('a list that counts no votes is a listing and nothing more', () => {
  const read = readListing(listing({ upstreamVotes: null }), known());
  expect(kinds(read)).toEqual([['listing', 1]]);
  expect(read.counts).toEqual(known());
  expect(readListing(listing({ upstreamVotes: null }), null).counts).toBeNull();
});

test('stars count from their first reading, by what they gained', () => {
  expect(kinds(readListing(listing({ codeStars: 500 }), known()))).toEqual([['listing', 1]]);
  expect(kinds(readListing(listing({ codeStars: 512 }), known({ codeStars: 500 })))).toEqual([
    ['listing', 1],
    ['code_stars', 12],
  ]);
});

test('stars that a reading leaves out stay known', () => {
  const silent = listing({ paper: { links: links({ codeStars: null }) } });
  expect(readListing(silent, known({ codeStars: 500 })).counts).toMatchObject({ codeStars: 500 });
});

test('a paper is late only where its newest listing is older than the stored reading', () => {
  const counts = new Map([
    ['2503.90001', known()],
    ['2503.90002', known()],
  ]);
  const listings = [
    listing({ id: '2503.90001', readAt: at(3) }),
    listing({ id: '2503.90002', readAt: at(3) }),
    listing({ id: '2503.90003', readAt: at(3) }),
    listing({ id: '2503.90002', readAt: at(9) }),
  ];
  expect(lateListings(listings, counts)).toEqual(new Set(['2503.90001']));
});

test('counts that rise and fall gain what the greatest of them is, however often they are read', () => {
  const readings = fc.array(fc.nat(60), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(readings, (read) => {
      const votes = signalsOf(
        read.map((upstreamVotes) => ({ upstreamVotes })),
        'upstream_votes',
      );
      expect(votes.reduce((sum, { amount }) => sum + amount, 0)).toBe(Math.max(...read));
    }),
  );
});

test('stars weigh by what they gained in all, however often they are read and however they vary', () => {
  const readings = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(readings, (read) => {
      const signals = signalsOf(
        read.map((codeStars) => ({ codeStars })),
        'code_stars',
      );
      const weight = signals.reduce((sum, signal) => sum + signalWeight(signal), 0);
      const amount = Math.max(...read) - read[0]!;
      expect(weight).toBeCloseTo(signalWeight({ kind: 'code_stars', amount }), 9);
    }),
  );
});

test('ninety-six stars read one by one weigh as much as read at once', () => {
  const oneByOne = Array.from({ length: 97 }, (_, codeStars) => ({ codeStars }));
  const signals = signalsOf(oneByOne, 'code_stars');
  expect(signals).toHaveLength(96);
  expect(signals.reduce((sum, signal) => sum + signalWeight(signal), 0)).toBeCloseTo(1.65, 2);
});

/** Signals of a kind from readings of one paper, an hour apart. */
function signalsOf(readings: Parameters<typeof listing>[0][], kind: SignalKind): PaperSignal[] {
  let counts: UpstreamCounts | null = null;
  return readings.flatMap((facts, hour) => {
    const read = readListing(listing({ ...facts, readAt: at(hour) }), counts);
    counts = read.counts;
    return read.signals.filter((signal) => signal.kind === kind);
  });
}
