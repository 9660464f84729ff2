import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  candidate,
  interests,
  someInterests,
  somePapers,
  TOPIC_NAMES,
} from '@/tests/support/candidates';
import { choose, type Choosing } from './diversity';
import { preparePool } from './pool';
import { rank } from './ranking';
import type { Candidate, Interests } from './types';

const TODAY = '2025-03-14';

function ranked(papers: Candidate[], wanted: Partial<Interests> = {}) {
  const pool = preparePool(papers, { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
  return rank(pool, interests(wanted));
}

function chosen(papers: Candidate[], changes: Partial<Choosing> = {}): string[] {
  const choosing = { delivered: new Set<string>(), maxPapers: 2, ...changes };
  return choose(ranked(papers), choosing).map(({ paper }) => paper.id);
}

/** A mass this number of doublings below the greatest, in first place: half of that in standing. */
const behind = (doublings: number, changes: Partial<Candidate>) =>
  candidate({
    title: '',
    abstract: '',
    editionRank: 1,
    masses: { day: 800 - doublings, week: null, month: null },
    ...changes,
  });

test.each([
  ['an author', { authors: ['Hana Ito'] }, 12],
  ['a word of the title', { wordsIn: ['weighing'] }, 9],
  ['a topic', { topics: ['agents'] }, 5],
  ['a word of the abstract', { wordsIn: ['absence'] }, 3],
  ['several of these', { authors: ['Hana Ito'], topics: ['agents'], wordsIn: ['absence'] }, 20],
  ['nothing', {}, 0],
])('%s that is followed adds its points', (_what, wanted, points) => {
  const { scores, pool } = ranked([candidate({ topics: ['agents'] })], wanted);
  expect(scores[0]! - pool.papers[0]!.standing).toBeCloseTo(points, 10);
});

test('of equally strong reasons the first is stated', () => {
  const paper = candidate({ topics: ['agents', 'reasoning'] });
  const both = ranked([paper], { topics: ['reasoning', 'agents'] });
  const [choice] = choose(both, { delivered: new Set(), maxPapers: 1 });
  expect(choice?.reason).toBe('you follow agents');
});

describe('a paper that adds nothing new', () => {
  const first = behind(0, { id: '2503.00001', title: 'Foggy', topics: ['agents'] });
  const twin = behind(0, { id: '2503.00002', title: 'Foggy', topics: ['agents'] });

  test('loses three points and no more', () => {
    const better = behind(5.9, { id: '2503.00003', title: 'Tides' });
    const worse = behind(6.1, { id: '2503.00003', title: 'Tides' });
    expect(chosen([first, twin, better])).toEqual([first.id, better.id]);
    expect(chosen([first, twin, worse])).toEqual([first.id, twin.id]);
  });

  test('loses by the overlap with each chosen paper', () => {
    const half = behind(0, { id: '2503.00002', title: 'Tides', topics: ['agents'] });
    const both = (doublings: number) => [
      first,
      half,
      // The first paper covers half, the second half of the rest: 3/4 of three points.
      behind(0.2, { id: '2503.00003', title: 'Ferries', topics: ['agents'] }),
      behind(doublings, { id: '2503.00004', title: 'Lattices' }),
    ];
    expect(chosen(both(4.6), { maxPapers: 3 }).at(-1)).toBe('2503.00004');
    expect(chosen(both(1), { maxPapers: 2 })).toEqual([first.id, '2503.00004']);
    expect(chosen(both(4.8), { maxPapers: 3 }).at(-1)).toBe('2503.00003');
  });

  test('gives way only to a paper among the best forty', () => {
    const twins = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ...twin, id: `2503.1${1_000 + n}` }));
    const fresh = behind(0.1, { id: '2503.00003', title: 'Tides' });
    expect(chosen([...twins(39), fresh])).toContain(fresh.id);
    expect(chosen([...twins(40), fresh])).not.toContain(fresh.id);
  });

  test('gives way further down to a paper among four times as many as its place', () => {
    const twins = Array.from({ length: 43 }, (_, n) => ({ ...twin, id: `2503.1${1_000 + n}` }));
    const fresh = behind(0.1, { id: '2503.00003', title: 'Tides' });
    expect(chosen([...twins, fresh], { maxPapers: 10 })).not.toContain(fresh.id);
    expect(chosen([...twins, fresh], { maxPapers: 11 }).at(-1)).toBe(fresh.id);
  });

  test('equals come in the pool’s order', () => {
    const equals = ['2503.00003', '2503.00001', '2503.00002'].map((id) => behind(0, { id }));
    expect(chosen(equals, { maxPapers: 3 })).toEqual(['2503.00001', '2503.00002', '2503.00003']);
  });
});

describe('since the last digest', () => {
  const old = (changes: Partial<Candidate>) => candidate({ listedOn: '2025-03-10', ...changes });

  test('news is what was listed on its day or later', () => {
    const papers = ['2025-03-09', '2025-03-10', '2025-03-11'].map((listedOn, n) =>
      candidate({ id: `2503.0000${n}`, listedOn }),
    );
    expect(chosen(papers, { maxPapers: 9, since: '2025-03-10' }).sort()).toEqual([
      '2503.00001',
      '2503.00002',
    ]);
    expect(chosen(papers, { maxPapers: 9, since: null })).toHaveLength(3);
  });

  test('what trends is news however old it is, unless it was delivered', () => {
    const trending = old({ votes: 54 });
    expect(chosen([trending], { since: TODAY })).toEqual([trending.id]);
    expect(chosen([trending], { since: TODAY, delivered: new Set([trending.id]) })).toEqual([]);
    expect(chosen([old({ votes: 9 })], { since: TODAY })).toEqual([]);
  });
});

test('a list begins alike however many papers are wanted', () => {
  fc.assert(
    fc.property(somePapers, someInterests, (papers, wanted) => {
      const own = ranked(papers, { ...wanted, onlyTrending: false });
      const list = (maxPapers: number) => choose(own, { delivered: new Set(), maxPapers });
      const longest = list(30);
      for (const maxPapers of [1, 7, 8, 9, 10]) {
        expect(list(maxPapers)).toEqual(longest.slice(0, maxPapers));
      }
    }),
  );
});

describe('each eighth place', () => {
  const followedPapers = Array.from({ length: 30 }, (_, n) =>
    behind(n / 10, { id: `2503.2${1_000 + n}`, title: `Subject${n} weighed`, authors: ['Ada'] }),
  );
  const others = [3, 1, 2].map((doublings) =>
    behind(doublings, { id: `2503.3000${doublings}`, title: `Matter${doublings} folded` }),
  );
  const idsAt = (papers: Candidate[], wanted: Partial<Interests>, choosing = {}) =>
    choose(ranked(papers, wanted), { delivered: new Set(), maxPapers: 24, ...choosing }).map(
      ({ paper }) => paper.id,
    );

  test('goes to the best paper without a match', () => {
    const ids = idsAt([...followedPapers, ...others], { authors: ['Ada'] });
    expect([ids[7], ids[15], ids[23]]).toEqual(['2503.30001', '2503.30002', '2503.30003']);
    expect(ids.filter((id) => id.startsWith('2503.3'))).toHaveLength(3);
  });

  test('has its general reason', () => {
    const own = ranked([...followedPapers, ...others], { authors: ['Ada'] });
    const explored = choose(own, { delivered: new Set(), maxPapers: 8 }).at(-1);
    expect(explored?.reason).toBe('1st in Thursday’s edition');
  });

  test('goes to a match where every paper has one', () => {
    expect(idsAt(followedPapers, { authors: ['Ada'] })).toHaveLength(24);
  });

  test('never repeats a delivered paper or brings back an old one', () => {
    const delivered = new Set(['2503.30001']);
    const [, , ...newer] = others.map((paper) => ({ ...paper, listedOn: TODAY }));
    const old = others.slice(0, 2);
    const papers = [...followedPapers, ...old, ...newer];
    expect(idsAt([...followedPapers, ...others], { authors: ['Ada'] }, { delivered })[7]).toBe(
      '2503.30002',
    );
    expect(idsAt(papers, { authors: ['Ada'] }, { since: TODAY })[7]).toBe('2503.30002');
  });

  test('is like the others for a reader without any match', () => {
    const twins = Array.from({ length: 20 }, (_, n) =>
      behind(0, { id: `2503.1${1_000 + n}`, title: 'Foggy', topics: ['agents'] }),
    );
    const fresh = Array.from({ length: 10 }, (_, n) =>
      behind(1, { id: `2503.2${1_000 + n}`, title: `Subject${n} weighed` }),
    );
    const chosenIds = idsAt([...twins, ...fresh], {}, { maxPapers: 8 });
    expect(chosenIds.slice(1).every((id) => id.startsWith('2503.2'))).toBe(true);
  });
});
