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
