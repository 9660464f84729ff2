import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedSpans } from './highlight';
import { tokensOf } from './tokens';

const marked = (text: string, query: string) =>
  markedSpans(text, new Set(tokensOf(query).map(({ term }) => term))).map(({ start, end }) =>
    text.slice(start, end),
  );

test.each([
  ['Reasoning models reason well', 'reason', ['Reasoning', 'reason']],
  ['A naïve model', 'NAIVE', ['naïve']],
  ['On GPT-4 and GPT', 'gpt4', ['GPT-4']],
  ['pass@1 of one', 'pass@1', ['pass@1']],
  ['In C++, not in C', 'C++', ['C++', 'C']],
  ['The art of the state', 'the of', []],
  ['Fog', '', []],
])('in %j, %j is %j', (text, query, spans) => {
  expect(marked(text, query)).toEqual(spans);
});

test('spans lie in the text, in order and apart', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'ab1 -@+.*é語'), maxLength: 50 });
  fc.assert(
    fc.property(texts, texts, (text, query) => {
      const terms = new Set(tokensOf(query).map(({ term }) => term));
      let end = 0;
      for (const span of markedSpans(text, terms)) {
        expect(span.start).toBeGreaterThanOrEqual(end);
        expect(span.end).toBeGreaterThan(span.start);
        end = span.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});
