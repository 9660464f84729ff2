import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatQuery,
  paperNamedIn,
  parseQuery,
  readQuery,
  withClause,
  type Clause,
} from './query-parser';

const word = (value: string): Clause => ({ kind: 'word', value, isNegated: false });
const not = (clause: Clause): Clause => ({ ...clause, isNegated: true });
const of = (kind: Clause['kind'], value: string): Clause => ({ kind, value, isNegated: false });

test.each<[string, Clause[]]>([
  ['sparse views', [word('sparse'), word('views')]],
  ['"sparse views" fog', [of('phrase', 'sparse views'), word('fog')]],
  ['„sparse views“', [of('phrase', 'sparse views')]],
  ['-fog -"sparse views"', [not(word('fog')), not(of('phrase', 'sparse views'))]],
  ['author:voss', [of('author', 'voss')]],
  ['Author:"Hana Itō" maps', [of('author', 'Hana Itō'), word('maps')]],
  ['-author:voss', [not(of('author', 'voss'))]],
  ['category:cs.LG', [of('category', 'cs.LG')]],
  ['category:quant-ph', [of('category', 'quant-ph')]],
  ['after:2025 before:2025-03-14', [of('after', '2025'), of('before', '2025-03-14')]],
  ['-after:2025-03', [of('before', '2025-03')]],
  ['has:code', [of('has', 'code')]],
  ['id:2503.12345v2', [of('id', '2503.12345v2')]],
  ['C++ F* pass@1 (4+2) GPT-4', ['C++', 'F*', 'pass@1', '(4+2)', 'GPT-4'].map(word)],
  ['vision-language', [word('vision-language')]],
  ['category:"no such"', ['category', 'no', 'such'].map(word)],
  ['after:yesterday', [word('after'), word('yesterday')]],
  ['before:2025-02-30', [word('before'), word('2025-02-30')]],
  ['has:fun', [word('has'), word('fun')]],
  ['id:nothing', [word('id'), word('nothing')]],
  ['"unbalanced quote', [word('unbalanced'), word('quote')]],
  ['author: voss', [word('author:'), word('voss')]],
  ['- -- "" ""', [word('-'), not(word('-'))]],
  ['', []],
  ['https://example.org/a', [word('https://example.org/a')]],
])('%s', (query, clauses) => {
  expect(parseQuery(query)).toEqual(clauses);
});

test('a query is shown without what can’t be seen', () => {
  expect(readQuery('  sparse\u0000\n views\ud83d ')).toBe('sparse views\ufffd');
});

test.each([
  ['2503.12345', '2503.12345'],
  ['https://arxiv.org/abs/2503.12345v1', '2503.12345'],
  ['id:cs/0112017', 'cs/0112017'],
  ['fog id:2503.12345', '2503.12345'],
  ['-id:2503.12345', null],
  ['2503.12345 fog', null],
  ['fog', null],
])('%s asks for the paper %s', (query, id) => {
  expect(paperNamedIn(query)).toBe(id);
});

test('a narrower search has one clause of a kind', () => {
  const narrower = withClause(parseQuery('fog after:2024'), of('after', '2025-03'));
  expect(formatQuery(narrower)).toBe('fog after:2025-03');
});

/** Characters of the query syntax, between a few letters. */
const pieces = [
  'author:',
  'category:',
  'after:',
  'before:',
  'has:code',
  'id:',
  'cs.LG',
  '2025',
  '-',
];
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.constantFrom(...pieces, '"', '“', ' ', ' ', 'fog', 'é', ':', '2503.12345'), {
      maxLength: 14,
    })
    .map((parts) => parts.join('')),
);

test('any text parses to clauses, which format and parse to the same clauses', () => {
  fc.assert(
    fc.property(typed, (raw) => {
      const clauses = parseQuery(readQuery(raw));
      expect(parseQuery(formatQuery(clauses))).toEqual(clauses);
    }),
    { numRuns: 1_000 },
  );
});

test('no letter or number of a query is lost', () => {
  const letters = (text: string) => text.match(/[\p{L}\p{N}]/gu) ?? [];
  fc.assert(
    fc.property(typed, (raw) => {
      const query = readQuery(raw);
      const kept = letters(formatQuery(parseQuery(query)));
      // Not after is before, and an operator without a value is none.
      if (!/after:|before:|:["“”„]/.test(query)) expect(kept.length).toBe(letters(query).length);
    }),
  );
});
