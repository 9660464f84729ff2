import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerpt, parseRichText, plainText, typeset } from './rich-text';

const words = (text: string) => ({ kind: 'text', text });
const math = (tex: string, display = false) => ({ kind: 'math', tex, display });
const link = (text: string, href = text) => ({ kind: 'link', href, text });

test('each kind of maths delimiter is read', () => {
  expect(parseRichText('a $x$ b \\(y\\) c $$z$$ d \\[w\\]')).toEqual([
    words('a '),
    math('x'),
    words(' b '),
    math('y'),
    words(' c '),
    math('z', true),
    words(' d '),
    math('w', true),
  ]);
});

test.each([
  'costs $5 and $10 a month',
  'from $200 to 300$ each',
  'under $1,000 USD; the $OneMillion-Bench costs US$44',
  '4$ per hour, $0.005 per call',
  'unclosed $x and \\(y',
  'an $ alone $ here',
])('%j holds no maths', (text) => {
  expect(parseRichText(text)).toEqual([words(text)]);
});

test.each([
  ['AT$^2$PO', '^2'],
  ['needs $\\sim$9 raters', '\\sim'],
  ['at $<$5 mm', '<'],
  ['a $ \\times $ b', '\\times'],
  ['when $ d=1$, gas', 'd=1'],
  ['a $5\\times$ speedup', '5\\times'],
])('%j holds the formula %j', (text, tex) => {
  expect(parseRichText(text)).toContainEqual(math(tex));
});

test.each([
  ['see https://a.example/b.', 'https://a.example/b'],
  ['(https://a.example/b_(c))', 'https://a.example/b_(c)'],
  ['at https://a.example/.)', 'https://a.example/'],
  ['https://a.example/x?q=1&r=2#s, and', 'https://a.example/x?q=1&r=2#s'],
  ['https://a.example/x{Code}', 'https://a.example/x'],
])('the link in %j is %s', (text, href) => {
  expect(parseRichText(text).filter(({ kind }) => kind === 'link')).toEqual([link(href)]);
});

test('addresses that stand without a scheme are linked where they are sure to be one', () => {
  expect(parseRichText('on github.com/quiet/model.')).toContainEqual(
    link('github.com/quiet/model', 'https://github.com/quiet/model'),
  );
  expect(parseRichText('on www.quiet.example/v2.')).toContainEqual(
    link('www.quiet.example/v2', 'https://www.quiet.example/v2'),
  );
});

test.each([
  'javascript:alert(1)',
  'ftp://a.example',
  'mailto:a@b.example',
  'a@b.example',
  'dots.ocr by quiet.ai',
  '//a.example',
  'GPT-4.1 e.g. this',
])('%j is not linked', (text) => {
  expect(parseRichText(text)).toEqual([words(text)]);
});

test('paragraphs are divided by a break', () => {
  expect(parseRichText('One.\n\nTwo.')).toEqual([words('One.'), { kind: 'break' }, words('Two.')]);
});

test('plain text has no markup, and writes simple maths as people type it', () => {
  expect(
    plainText('Use $10^{5} \\times n$ of\n\n$\\mathcal{O}(n_{i})$ at https://a.example.'),
  ).toBe('Use 10⁵ × n of O(n_i) at https://a.example.');
});

test('an excerpt ends with a whole word', () => {
  expect(excerpt('Quiet models listen, then speak.', 21)).toBe('Quiet models listen…');
  expect(excerpt('Short.', 20)).toBe('Short.');
  expect(excerpt('安静'.repeat(20), 10)).toBe('安静安静安静安静安…');
});

const texLike = fc
  .array(
    fc.constantFrom(
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      'x',
      '5',
      ' ',
      '\n\n',
      '\\',
      '{',
      '}',
      '<b>',
      '^',
      '_',
      'https://a.example/',
      '(',
      ')',
      '.',
      'www.',
      'github.com/',
      '𝒪',
    ),
    { maxLength: 40 },
  )
  .map((fragments) => fragments.join(''));

test('no text throws, and no word of prose is lost', () => {
  fc.assert(
    fc.property(fc.oneof(texLike, fc.string({ unit: 'binary' })), (text) => {
      const nodes = parseRichText(text);
      const kept = nodes.map((node) =>
        node.kind === 'math' ? node.tex : node.kind === 'break' ? '' : node.text,
      );
      const bare = (all: string) => all.replace(/[\s$\\()[\]]/g, '');
      expect(bare(kept.join(''))).toBe(bare(text));
    }),
    { numRuns: 1_000 },
  );
});

test('an excerpt never exceeds its limit, nor splits a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, max) => {
      const cut = excerpt(text, max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut.isWellFormed()).toBe(true);
    }),
  );
});

test.each([
  ["the device's memory isn't GPT-4's", 'the device’s memory isn’t GPT-4’s'],
  ["f'(x) at 5'UTR of 'quoted' models' names", "f'(x) at 5'UTR of 'quoted' models' names"],
])('%j is set as %j', (text, inType) => {
  expect(typeset(text)).toBe(inType);
});
