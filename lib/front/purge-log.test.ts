import { expect, test } from 'vitest';
import { PurgeLog } from './purge-log';

test('a response is stale when one of its tags was purged after it was asked for', () => {
  const log = new PurgeLog();
  const before = log.number;
  log.record(['latest']);
  expect(log.isStale(['day', 'latest'], before)).toBe(true);
  expect(log.isStale(['latest'], log.number)).toBe(false);
  expect(log.isStale(['day'], before)).toBe(false);
});

test('a purge of everything reaches what has no tags, and nothing asked for later', () => {
  const log = new PurgeLog();
  const before = log.number;
  log.record('all');
  expect(log.isStale([], before)).toBe(true);
  expect(log.isStale([], log.number)).toBe(false);
});

test('a purge that had to be forgotten counts for every tag', () => {
  const log = new PurgeLog(2);
  const before = log.number;
  log.record(['a']);
  const between = log.number;
  log.record(['b', 'c']);
  expect(log.isStale(['a'], before)).toBe(true);
  expect(log.isStale(['other'], before)).toBe(true);
  expect(log.isStale(['other'], between)).toBe(false);
  expect(log.isStale(['b'], between)).toBe(true);
});
