import { describe, expect, test } from 'vitest';
import { candidate, interests, TOPIC_NAMES } from '@/tests/support/candidates';
import { pick, rankFor, type Picking } from './choose';
import { preparePool } from './pool';
import type { Candidate, Interests } from '../types';

const TODAY = '2025-03-14';

function rank(papers: Candidate[], wanted: Partial<Interests> = {}) {
  const pool = preparePool(papers, { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
  return rankFor(interests(wanted), pool);
}

function chosen(papers: Candidate[], told: Partial<Picking> = {}): string[] {
  const picking = { delivered: new Set<string>(), maxPapers: 2, ...told };
  return pick(rank(papers), picking).map(({ paper }) => paper.id);
}

/** So many doublings behind the heaviest, at the first place: half of that in standing. */
const behind = (doublings: number, told: Partial<Candidate>) =>
  candidate({
    title: '',
    abstract: '',
    editionRank: 1,
    masses: { day: 800 - doublings, week: null, month: null },
    ...told,
  });

test.each([
  ['an author', { authors: ['Hana Ito'] }, 12],
  ['a word of the title', { wordsIn: ['weighing'] }, 9],
  ['a topic', { topics: ['agents'] }, 5],
  ['a word of the abstract', { wordsIn: ['absence'] }, 3],
  ['several of these', { authors: ['Hana Ito'], topics: ['agents'], wordsIn: ['absence'] }, 20],
  ['nothing', {}, 0],
])('%s that is followed adds its points', (_what, wanted, points) => {
  const { scores, pool } = rank([candidate({ topics: ['agents'] })], wanted);
  expect(scores[0]! - pool.papers[0]!.standing).toBeCloseTo(points, 10);
});

test('of equally strong reasons the first is stated', () => {
  const paper = candidate({ topics: ['agents', 'reasoning'] });
  const ranked = rank([paper], { topics: ['reasoning', 'agents'] });
  const [choice] = pick(ranked, { delivered: new Set(), maxPapers: 1 });
  expect(choice?.reason).toBe('you follow agents');
});

describe('a paper that says nothing new', () => {
  const first = behind(0, { id: '2503.00001', title: 'Foggy', topics: ['agents'] });
  const twin = behind(0, { id: '2503.00002', title: 'Foggy', topics: ['agents'] });

  test('loses three points and no more', () => {
    const better = behind(5.9, { id: '2503.00003', title: 'Tides' });
    const worse = behind(6.1, { id: '2503.00003', title: 'Tides' });
    expect(chosen([first, twin, better])).toEqual([first.id, better.id]);
    expect(chosen([first, twin, worse])).toEqual([first.id, twin.id]);
  });

  test('loses by what each of the chosen ones has said already', () => {
    const half = behind(0, { id: '2503.00002', title: 'Tides', topics: ['agents'] });
    const both = (doublings: number) => [
      first,
      half,
      // Half of it is said by the first, half of the rest by the second: 3/4 of three points.
      behind(0.2, { id: '2503.00003', title: 'Ferries', topics: ['agents'] }),
      behind(doublings, { id: '2503.00004', title: 'Lattices' }),
    ];
    expect(chosen(both(4.6), { maxPapers: 3 }).at(-1)).toBe('2503.00004');
    expect(chosen(both(1), { maxPapers: 2 })).toEqual([first.id, '2503.00004']);
    expect(chosen(both(4.8), { maxPapers: 3 }).at(-1)).toBe('2503.00003');
  });

  test('gives way only to what is among four times the papers wanted', () => {
    const twins = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ ...twin, id: `2503.1000${n}` }));
    const fresh = behind(0.1, { id: '2503.00003', title: 'Tides' });
    expect(chosen([...twins(7), fresh])).toContain(fresh.id);
    expect(chosen([...twins(8), fresh])).not.toContain(fresh.id);
  });

  test('equals come in the pool’s order', () => {
    const equals = ['2503.00003', '2503.00001', '2503.00002'].map((id) => behind(0, { id }));
    expect(chosen(equals, { maxPapers: 3 })).toEqual(['2503.00001', '2503.00002', '2503.00003']);
  });
});

describe('since the last digest', () => {
  const old = (told: Partial<Candidate>) => candidate({ listedOn: '2025-03-10', ...told });

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
