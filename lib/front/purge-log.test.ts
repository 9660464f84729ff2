import { expect, test } from 'vitest';
import { PurgeLog } from './purge-log';

test('a response is stale when one of its tags was purged after its request', () => {
  const log = new PurgeLog();
  const before = log.number;
  log.record(['latest'], 0);
  expect(log.isStale(['day', 'latest'], before)).toBe(true);
  expect(log.isStale(['latest'], log.number)).toBe(false);
  expect(log.isStale(['day'], before)).toBe(false);
});

test('a purge of everything includes untagged responses, and none requested later', () => {
  const log = new PurgeLog();
  const before = log.number;
  log.record('all', 0);
  expect(log.isStale([], before)).toBe(true);
  expect(log.isStale([], log.number)).toBe(false);
});

test('a purge that had to be forgotten counts for every tag', () => {
  const log = new PurgeLog(2);
  const before = log.number;
  log.record(['a'], 0);
  const between = log.number;
  log.record(['b', 'c'], 0);
  expect(log.isStale(['a'], before)).toBe(true);
  expect(log.isStale(['other'], before)).toBe(true);
  expect(log.isStale(['other'], between)).toBe(false);
  expect(log.isStale(['b'], between)).toBe(true);
});

test('a purge for soon makes earlier requests’ responses stale, and purges nothing', () => {
  const log = new PurgeLog();
  const before = log.number;
  log.record(['~a', 'b'], 5_000);
  expect(log.isOutdated(['a'], 4_999)).toBe(true);
  expect(log.isOutdated(['a'], 5_001)).toBe(false);
  expect(log.isStale(['a'], before)).toBe(false);
  expect(log.isOutdated(['b'], 4_999)).toBe(false);
  expect(log.isStale(['b'], before)).toBe(true);
});

test('a purge for soon includes requests of its own millisecond, and no other tag', () => {
  const log = new PurgeLog();
  log.record(['~a'], 5_000);
  expect(log.isOutdated(['a'], 5_000)).toBe(true);
  expect(log.isOutdated(['other', 'a'], 5_000)).toBe(true);
  expect(log.isOutdated(['other'], 1)).toBe(false);
  expect(log.isOutdated([], 5_000)).toBe(false);
});

test('purges are counted by their kind, and one of nothing not at all', () => {
  const log = new PurgeLog();
  const counts = () => [log.number, log.soonNumber];
  log.record([], 0);
  expect(counts()).toEqual([0, 0]);
  log.record(['~a', '~b'], 0);
  expect(counts()).toEqual([0, 1]);
  log.record(['a'], 0);
  expect(counts()).toEqual([1, 1]);
  log.record('all', 0);
  expect(counts()).toEqual([2, 1]);
});

test('a page without tags is purged with everything, and one requested since by a later purge', () => {
  const log = new PurgeLog();
  log.record('all', 0);
  expect(log.isStale(['a'], 0)).toBe(true);
  expect(log.isStale(['a'], 1)).toBe(false);
  log.record(['a'], 0);
  expect([log.isStale(['a'], 1), log.isStale(['b'], 1)]).toEqual([true, false]);
});

test('one that had to be forgotten counts for every tag', () => {
  const log = new PurgeLog(1);
  log.record(['~a'], 5_000);
  log.record(['~b'], 6_000);
  expect(log.isOutdated(['other'], 5_000)).toBe(true);
  expect(log.isOutdated(['other'], 5_001)).toBe(false);
});

test('a tag that is purged again leaves pages of other tags alone', () => {
  const log = new PurgeLog();
  for (const nowMs of [5_000, 6_000, 7_000]) log.record(['a', '~a'], nowMs);
  expect(log.isStale(['other'], 0)).toBe(false);
  expect(log.isOutdated(['other'], 4_000)).toBe(false);
});
