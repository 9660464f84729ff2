import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanAbstract, cleanAuthorName, cleanTitle } from './clean';

test.each([
  ['36times 64', '36×64'],
  ['a 23times speedup', 'a 23× speedup'],
  ['on 8timesA800 at 256times256', 'on 8×A800 at 256×256'],
  ['up to times3.2 and 16{times} faster', 'up to ×3.2 and 16× faster'],
  ['only sim20% of calls, {sim}1K rows', 'only ~20% of calls, ~1K rows'],
  ['1.2{sim}1.3times', '1.2~1.3×'],
  ['95\\% and 5 \\%', '95% and 5 %'],
  ['texttt{D}ual-texttt{H}ead', 'Dual-Head'],
  ['\\textbf{bold \\emph{and} \\textsc{More}}', 'bold and More'],
  ['{bf MASK} tokens {\\it vs.} words', 'MASK tokens vs. words'],
  ['Inference scriptsizeFLaws', 'Inference FLaws'],
  ['(\\eg, words) \\ie more', '(e.g., words) i.e. more'],
  ['\\textless2MB, \\textgreater 96\\%', '<2MB, >96%'],
  ['from 62.1% rightarrow 67.0%', 'from 62.1% → 67.0%'],
  ['leq5% geq 90% approx 30K', '≤5% ≥90% ≈30K'],
  ['O(N cdot T) in p_c approx 0.5', 'O(N · T) in p_c ≈ 0.5'],
  ['3--5 and vision--language -- yes', '3–5 and vision–language – yes'],
  ["``quoted'' and `single' words", '“quoted” and ‘single’ words'],
  ['Models~(LLMs) in Task~8 at 8~FPS', 'Models (LLMs) in Task 8 at 8 FPS'],
  ['{S}ignal symmet{R}y 1{,}182', 'Signal symmetRy 1,182'],
  ['A 360^circ view of X^{2}-Net at 10^{-3}', 'A 360° view of X²-Net at 10⁻³'],
  ['code at https://code.example/a{Code}.', 'code at Code (https://code.example/a).'],
  ['see https://a.example{https://a.example}', 'see https://a.example'],
  ['see \\url{https://a.example/b\\_c}', 'see https://a.example/b_c'],
  ['\\href{https://a.example}{here}', 'here (https://a.example)'],
  ['available athttps://a.example', 'available at https://a.example'],
  ['the \\alpha and {\\Delta}G', 'the α and ΔG'],
  ['in mathcal{O}(n log n) over mathbb{R} by mathrm{Cal}', 'in O(n log n) over R by Cal'],
  ['self-text{CO}rrecting text{models}', 'self-COrrecting models'],
  ['a softred{X} and mypink{Git} in black{a frame}', 'a X and Git in a frame'],
  ['15timessim50times faster', '15×~50× faster'],
  ['the \\"International Prize\\" said', 'the "International Prize" said'],
  ['the \\\\"International Prize\\\\" said', 'the "International Prize" said'],
  [
    `a \\"Example of ${'long '.repeat(60)}quotes\\", so`,
    `a "Example of ${'long '.repeat(60)}quotes", so`,
  ],
])('%j from Hugging Face reads %j', (raw, clean) => {
  expect(cleanAbstract(raw, 'huggingface')).toBe(clean);
});

test.each([
  'many times 3 models, sometimes 4times or 5',
  'sim2real and the "sim2real" gap',
  'alpha mattes, beta testers, Mem-alpha, pi_0 and Phi-4',
  'text{response length}{3} is half of a fraction',
  'the leq operator, Ineq-Comp and approximately 5',
  'we introduce \\benchmarkName and \\ours{}',
  'keep F*, (4+2), C++, pass@1, <model, accuracy> and <9%',
  'from 1M~4M tokens, 60%~70%, z~3',
  'at https://sim2reason.example/256times256/~user',
  'weights {-1, 0, 1} and G_{stack}',
  'run --flag and a --> b',
  'left to right, up to 5 pm on Monday',
])('%j stays as it is', (text) => {
  const withoutDebris = text.replace('4times', '4×');
  expect(cleanAbstract(text, 'huggingface')).toBe(withoutDebris);
});

test.each([
  ["Fran\\c{c}ois \\'Etienne Erd\\H{o}s", 'François Étienne Erdős'],
  ['Kurt G{\\"o}del and J\\"{o}rg M\\"uller', 'Kurt Gödel and Jörg Müller'],
  ["\\v{S}r\\'amek, S{\\l}awi\\'nski", 'Šrámek, Sławiński'],
  ['Mei{\\ss}ner, Stra\\ss e, {\\O}. {\\AA}s', 'Meißner, Straße, Ø. Ås'],
  ['\\"Ozlem \\"Uber and Zo\\"e', 'Özlem Über and Zoë'],
  ["Mar\\'{\\i}a N\\'u\\~nez", 'María Núñez'],
  [' The  {Quiet}\n  Team ,', 'The Quiet Team'],
  ['Anna\u0000 Lind\u200bgren', 'Anna Lindgren'],
  ['Zoe\u0308~Doe', 'Zoë Doe'],
])('the name %j is %j', (raw, name) => {
  expect(cleanAuthorName(raw)).toBe(name);
});

test.each([',', ';', ' ', ', ', '~', '{}'])('a name of 64,000 %j is nothing', (mark) => {
  expect(cleanAuthorName(mark.repeat(64_000))).toBe('');
  expect(cleanAuthorName(`Hana${mark.repeat(64_000)}Ito${mark.repeat(64_000)}`)).toMatch(/Ito$/);
});

test('escaped quotation marks are not taken for umlauts', () => {
  expect(cleanAbstract('an \\"off-state\\" by Schr\\"odinger; MLLM\\\'s', 'arxiv')).toBe(
    'an "off-state" by Schrödinger; MLLM\'s',
  );
});

test('maths is kept letter by letter while the words around it are mended', () => {
  expect(cleanAbstract('Let~$x^{2}\\%\\textbf{a}$ be 5\\%, \\(y\\times z\\).', 'arxiv')).toBe(
    'Let $x^{2}\\%\\textbf{a}$ be 5%, \\(y\\times z\\).',
  );
});

test("arXiv's words are not searched for Hugging Face's debris", () => {
  expect(cleanAbstract('the 4times rule, {bf x}', 'arxiv')).toBe('the 4times rule, {bf x}');
});

test('line breaks fold, and an indented line after a sentence begins a paragraph', () => {
  const raw = 'One line\nfolds.\n  New paragraph with\n  methods.\n\nLast\r\none.';
  expect(cleanAbstract(raw, 'huggingface')).toBe(
    'One line folds.\n\nNew paragraph with methods.\n\nLast one.',
  );
  expect(cleanTitle('A title\n  on two lines')).toBe('A title on two lines');
});

test('our own summaries are only tidied', () => {
  expect(cleanAbstract(" 4times\n``x'' ", 'sample')).toBe("4times ``x''");
});

const FRAGMENTS = [
  '\\',
  '{',
  '}',
  '$',
  '~',
  '^',
  '_',
  '%',
  '`',
  "'",
  '"',
  '-',
  '--',
  ' ',
  '\n',
  '\n  ',
  '\n\n',
  '.',
  'a',
  'S',
  'x2',
  '3',
  '10',
  'times',
  'sim',
  'leq ',
  'approx',
  ' cdot ',
  'rightarrow',
  'textbf{',
  '\\textbf{',
  '\\emph',
  '\\href{',
  '\\url{',
  '\\v',
  '\\"',
  "\\'",
  '\\alpha',
  '\\eg',
  '{bf ',
  '\\o',
  'https://a.example/',
  'http:/b',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  'é',
  'e\u0301',
  '\ud800',
  '\u0000',
  '\ue000',
  '\uf000',
  '𝒪',
  '安',
];
const texLike = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((f) => f.join(''));
const anyText = fc.oneof(texLike, fc.string({ unit: 'binary' }));

test('cleaning clean text changes nothing', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('arxiv', 'huggingface', 'sample'), (text, source) => {
      const abstract = cleanAbstract(text, source);
      expect(cleanAbstract(abstract, source)).toBe(abstract);
      const title = cleanTitle(text);
      expect(cleanTitle(title)).toBe(title);
      const name = cleanAuthorName(text);
      expect(cleanAuthorName(name)).toBe(name);
    }),
    { numRuns: 3_000 },
  );
});

test('clean text is well formed, normalised and free of control characters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanAbstract(text, 'huggingface');
      expect(clean.isWellFormed()).toBe(true);
      expect(clean).toBe(clean.normalize('NFC'));
      expect(clean.replaceAll('\n\n', '')).not.toMatch(/\p{Cc}/u);
    }),
  );
});

test.each(['\\textbf{', '{', '$', '\\(', '``', '\\"', '\\', 'a', 'https://', '{S}', '~', 'sim1'])(
  'thirty thousand characters of %j take under a second',
  (fragment) => {
    const hostile = fragment.repeat(30_000 / fragment.length);
    const start = performance.now();
    cleanAbstract(hostile, 'huggingface');
    expect(performance.now() - start).toBeLessThan(1_000);
  },
);
