import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePurge, purgePayloads } from './purge';

test('tags go out as they are, each once', () => {
  expect(purgePayloads(['a', 'b', 'a'])).toEqual(['["a","b"]']);
  expect(purgePayloads([])).toEqual([]);
});

test('no payload is too long for Postgres, and together they say every tag or everything', () => {
  const tag = fc.string({ maxLength: 300, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.array(tag, { maxLength: 300 }), (tags) => {
      const payloads = purgePayloads(tags);
      for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
      const purges = payloads.map(parsePurge);
      if (!purges.includes('all')) expect(new Set(purges.flat())).toEqual(new Set(tags));
    }),
  );
});

/** A payload of `bytes` that holds one tag. */
const tagFor = (bytes: number, letter = 'x') => letter.repeat(bytes - '[""]'.length);

test('a payload is filled to 7,500 bytes and no further, for letters of any size', () => {
  expect(purgePayloads([tagFor(7_500)])).toEqual([JSON.stringify([tagFor(7_500)])]);
  expect(purgePayloads([tagFor(7_501)])).toEqual(['"all"']);
  const rest = tagFor(7_500).slice('a",""'.length - 1);
  const full = purgePayloads(['a', rest]);
  expect(full.map((payload) => Buffer.byteLength(payload))).toEqual([7_500]);
  expect(purgePayloads(['a', `${rest}x`]).map(parsePurge)).toEqual([['a'], [`${rest}x`]]);
  // Three bytes a letter, and two for a quotation mark.
  expect(purgePayloads(['雾'.repeat(2_500)])).toEqual(['"all"']);
  expect(purgePayloads(['"'.repeat(3_749)])).toEqual(['"all"']);
  expect(purgePayloads(['"'.repeat(3_748)])).toHaveLength(1);
});

test('what follows a full payload is counted from its own beginning', () => {
  const big = tagFor(7_500, 'b');
  expect(purgePayloads([big, 's1', 's2', 's3']).map(parsePurge)).toEqual([
    [big],
    ['s1', 's2', 's3'],
  ]);
  const rest = tagFor(7_500).slice('a",""'.length - 1);
  expect(purgePayloads([big, 'a', rest]).map(parsePurge)).toEqual([[big], ['a', rest]]);
});

test('eight payloads are named tag by tag, nine mean everything', () => {
  const tags = Array.from({ length: 9 }, (_, index) => tagFor(7_500, String(index)));
  expect(purgePayloads(tags.slice(1))).toEqual(tags.slice(1).map((tag) => JSON.stringify([tag])));
  expect(purgePayloads(tags)).toEqual(['"all"']);
});

test('too many tags, or one too long, mean everything', () => {
  const many = Array.from({ length: 7_000 }, (_, index) => `paper-2503.${index}`);
  expect(purgePayloads(many)).toEqual(['"all"']);
  expect(purgePayloads(['a', 'x'.repeat(8_000)])).toEqual(['"all"']);
  expect(purgePayloads(['x'.repeat(8_000), 'a'])).toEqual(['"all"']);
});

test.each(['', 'nonsense', '{"a":1}', '[1]', undefined])(
  'a payload of %s is taken to mean everything',
  (payload) => {
    expect(parsePurge(payload)).toBe('all');
  },
);
