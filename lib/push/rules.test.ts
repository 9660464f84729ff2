import { expect, test } from 'vitest';
import { noticeOf, outcomeOf, STALE_AFTER_MS } from './rules';

const now = new Date('2025-03-18T10:00:00Z');
const first = { attempts: 1, plannedAt: now, now };
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test.each([
  [201, { kind: 'notified' }],
  [202, { kind: 'notified' }],
  [404, { kind: 'gone' }],
  [410, { kind: 'gone' }],
  [400, { kind: 'failed', why: 'HTTP 400' }],
  [403, { kind: 'failed', why: 'HTTP 403' }],
  [302, { kind: 'failed', why: 'HTTP 302' }],
  [500, { kind: 'later', at: at(1), why: 'HTTP 500' }],
])('HTTP %i is taken as %o', (status, outcome) => {
  expect(outcomeOf({ status, retryAfter: null }, first)).toEqual(outcome);
});

test.each([
  ['600', 1, 10],
  ['Tue, 18 Mar 2025 10:20:00 GMT', 1, 20],
  ['5', 3, 4],
  ['soon', 2, 2],
])('told to wait %s after attempt %i, it waits %i minutes', (retryAfter, attempts, minutes) => {
  const outcome = outcomeOf({ status: 429, retryAfter }, { ...first, attempts });
  expect(outcome).toEqual({ kind: 'later', at: at(minutes), why: 'HTTP 429' });
});

test('what would come too late, or was tried five times, is given up', () => {
  const tooLong = String(STALE_AFTER_MS / 1_000);
  expect(outcomeOf({ status: 429, retryAfter: tooLong }, first).kind).toBe('failed');
  const fifth = { ...first, attempts: 5 };
  expect(outcomeOf({ error: 'no answer' }, fifth)).toEqual({ kind: 'failed', why: 'no answer' });
});

const facts = { paperId: 'cs/0112017', title: 'Fog of $\\alpha$', place: 3, topic: null };

test('a notice has the title, the rank and the topic', () => {
  expect(noticeOf(facts)).toEqual({
    title: 'Fog of α',
    body: '3rd in trending today',
    path: '/papers/cs/0112017',
  });
  expect(noticeOf({ ...facts, place: 1, topic: 'Reasoning' }).body).toBe(
    '1st in trending for Reasoning',
  );
});

test('a long title is cut between words', () => {
  const { title } = noticeOf({ ...facts, title: 'fog '.repeat(80) });
  expect(title.length).toBeLessThanOrEqual(140);
  expect(title).toMatch(/fog…$/);
});
