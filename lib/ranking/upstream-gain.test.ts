import { expect, test } from 'vitest';
import { gained, gainedAt } from './upstream-gain';

const at = (text: string) => new Date(text);
const listedAt = at('2030-05-01T04:00:00Z');

test('votes read within a day of the listing are dated at the read', () => {
  const readAt = at('2030-05-01T12:00:00Z');
  expect(gainedAt({ listedAt, lastReadAt: null, readAt })).toEqual(readAt);
});

test('a backfill months later dates its votes within a day of the listing', () => {
  const readAt = at('2030-09-01T12:00:00Z');
  expect(gainedAt({ listedAt, lastReadAt: null, readAt })).toEqual(at('2030-05-02T04:00:00Z'));
});

test('votes gained since the last read are dated within a day of that read', () => {
  const lastReadAt = at('2030-05-02T10:00:00Z');
  const readAt = at('2030-05-20T12:00:00Z');
  expect(gainedAt({ listedAt, lastReadAt, readAt })).toEqual(at('2030-05-03T10:00:00Z'));
});

test('votes gained since a read that preceded the listing are dated by the listing', () => {
  const lastReadAt = at('2030-04-20T00:00:00Z');
  const readAt = at('2030-05-20T12:00:00Z');
  expect(gainedAt({ listedAt, lastReadAt, readAt })).toEqual(at('2030-05-02T04:00:00Z'));
});

test('a read that precedes the listing is dated at the read', () => {
  const readAt = at('2030-04-30T00:00:00Z');
  expect(gainedAt({ listedAt, lastReadAt: null, readAt })).toEqual(readAt);
});

test.each([
  [null, 7, 7],
  [5, 7, 2],
  [7, 5, 0],
  [5, null, 0],
  [null, null, 0],
])('from %s to %s gains %s', (seen, read, expected) => {
  expect(gained(seen, read)).toBe(expected);
});
