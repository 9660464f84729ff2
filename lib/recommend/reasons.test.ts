import { expect, test } from 'vitest';
import { candidate, TOPIC_NAMES } from '@/tests/support/candidates';
import { preparePool } from './pool';
import { generalReason, similarReason, votesInWords } from './reasons';
import type { Candidate } from './types';

const TODAY = '2025-03-14';

function reasonFor(overrides: Partial<Candidate>): string {
  const paper = candidate(overrides);
  const pool = preparePool([paper], { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
  return generalReason(pool.papers[0]!, TODAY);
}

test.each([
  [{ editionRank: 1, votes: 54 }, '1st in Thursday’s edition'],
  [{ editionRank: 2, listedOn: TODAY }, '2nd in today’s edition'],
  [{ editionRank: 4, votes: 54 }, 'trending: 54 votes'],
  [{ editionRank: 4, votes: 9 }, '4th in Thursday’s edition'],
  [{ editionRank: 11 }, '11th in Thursday’s edition'],
  [{ editionRank: 23, listedOn: '2025-03-08' }, '23rd in Saturday’s edition'],
  [{ editionRank: 23, listedOn: '2025-03-07' }, '23rd in the edition of 7 March'],
  [{ editionRank: 5, listedOn: '2025-03-15' }, '5th in the edition of 15 March'],
  [{ editionRank: null }, 'in Thursday’s edition'],
])('%o: %s', (facts, reason) => {
  expect(reasonFor(facts)).toBe(reason);
});

test('one vote is singular, no votes have their own text, and thousands have a comma', () => {
  expect([1, 0, 1_234].map(votesInWords)).toEqual(['1 vote', 'no votes yet', '1,234 votes']);
});

test('a long title is cut within its reason', () => {
  const reason = similarReason('Fog over harbours '.repeat(20));
  expect(reason).toMatch(/^like “Fog over .*…”$/);
  expect(reason.length).toBeLessThan(100);
});
