import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pagePolicy } from './csp';
import { DEFINITIONS, SHELL_TIME } from './react-runtime';

const THEME = "document.documentElement.dataset.theme = localStorage.theme ?? ''";
const [RS = '', RC = '', RR = '', RX = ''] = DEFINITIONS;

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policyOf = (html: string) => pagePolicy(html, new Set([THEME]));
const isAllowed = (script: string) =>
  policyOf(`<p>before</p><script>${script}</script>`).header.includes(hash(script));

describe('a script is allowed', () => {
  test.each([
    ['that is trusted word for word', THEME],
    ['that hands over data', 'self.__next_f.push([1,"0:[\\"$\\",\\"p\\",null,{}]\\n"])'],
    ['that hands over the first data', '(self.__next_f=self.__next_f||[]).push([0])'],
    [
      'that hands over the state of a form',
      '(self.__next_f=self.__next_f||[]).push([0]);self.__next_f.push([2,{"error":"no );alert(1)"}])',
    ],
    [
      'that starts the chunks of a page',
      '(globalThis["TURBOPACK"] || (globalThis["TURBOPACK"] = [])).push(["static/chunks/a.js",{"otherChunks":[]}]);',
    ],
    ['that notes the time of the shell', SHELL_TIME],
    ['that completes a segment for the first time', `${RS}$RS("S:1","P:1")`],
    ['that completes a segment', '$RS("S:2","P:2")'],
    ['that completes a boundary for the first time', `${RC}$RC("B:0","S:0")`],
    [
      'that completes a boundary with style sheets',
      `${RX}${RC}${RR}$RR("B:0","S:0",[["/a.css","next"]])`,
    ],
    ['that gives a boundary up', `${RX};$RX("B:1","digest")`],
    ['whose data looks like the end of a script', 'self.__next_f.push([1,"\\u003c/script>"])'],
  ])('%s', (_name, script) => {
    expect(isAllowed(script)).toBe(true);
  });
});

describe('a script is not allowed', () => {
  test.each([
    ['that is unknown', 'alert(1)'],
    ['that starts as data', 'self.__next_f.push([1,"x"]);alert(1)'],
    ['that hides a call in data', 'self.__next_f.push([1,alert(1)])'],
    ['that ends its data with a second call', 'self.__next_f.push([1,"x"]),alert([1])'],
    ['that comments the rest away', 'self.__next_f.push([1,"x"]);alert(1)//])'],
    ['that computes a key', 'self.__next_f.push([1,{[alert(1)]:1}])'],
    ['that uses a template', 'self.__next_f.push([1,`${alert(1)}`])'],
    ['that follows the first data', '(self.__next_f=self.__next_f||[]).push([0]);alert(1)'],
    [
      'that calls another global',
      '(globalThis["eval"] || (globalThis["eval"] = [])).push(["alert(1)"]);',
    ],
    [
      'that loads scripts for Next',
      '(self.__next_s=self.__next_s||[]).push([0,{"children":"alert(1)"}])',
    ],
    ['that is trusted but for a space', `${THEME} `],
    ['that adds to what is trusted', `${THEME};alert(1)`],
    ['that follows the time of the shell', `${SHELL_TIME}alert(1)`],
    ['that follows a definition', `${RC}alert(1)`],
    ['that calls React with more than data', '$RC("B:0",alert(1))'],
    ['that calls React and something else', '$RC("B:0"),alert(1),$RC("S:0")'],
    ['that calls what React did not define', '$RZ("B:0")'],
  ])('%s', (_name, script) => {
    expect(isAllowed(script)).toBe(false);
    expect(policyOf(`<script>${script}</script>`).refused).toEqual([script]);
  });
});

describe('scripts are found', () => {
  test.each([
    ['in capitals', '<SCRIPT>alert(1)</SCRIPT>', ['alert(1)']],
    [
      'with a space or attributes in either tag',
      '<script id=a\n>alert(1)</script\t x>',
      ['alert(1)'],
    ],
    ['after a slash', '<script/id="a">alert(1)</script>', ['alert(1)']],
    ['with a > in an attribute', '<script id="a>b">alert(1)</script>', ['alert(1)']],
    ['as a module', '<script type=" module ">alert(1)</script>', ['alert(1)']],
    ['by an older name', '<script type="Text/X-JavaScript">alert(1)</script>', ['alert(1)']],
    ['with the first of two types', '<script type="" type="a/b">alert(1)</script>', ['alert(1)']],
    ['with a < inside', '<script>a<b;"</scripts>"</script>', ['a<b;"</scripts>"']],
    ['after a comment that is empty', '<!--><script>alert(1)</script>-->', ['alert(1)']],
    ['after a comment with an odd end', '<!-- a --!><script>alert(1)</script>', ['alert(1)']],
    [
      'after a style sheet',
      '<style>a::after{content:"<!--"}</style><script>alert(1)</script>',
      ['alert(1)'],
    ],
    ['after odd attributes', '<p =a b"c \'d><script>alert(1)</script>', ['alert(1)']],
  ])('%s', (_name, html, expected) => {
    expect(policyOf(html).refused).toEqual(expected);
  });

  test.each([
    ['in a comment', '<!-- <script>alert(1)</script> -->'],
    ['in a comment that never ends', '<!-- <script>alert(1)</script>'],
    ['in an attribute', '<p title="<script>alert(1)</script>">'],
    ['in an attribute without quotes', "<p title='a' data-x=<script>alert(1)"],
    ['as the text of a title', '<title><script>alert(1)</script></title>'],
    ['as the text of a box', '<textarea><script>alert(1)</script></textarea>'],
    ['where scripts are off', '<noscript><script>alert(1)</script></noscript>'],
    ['that come from elsewhere', '<script src="https://evil.example/a.js">alert(1)</script>'],
    ['that are data', '<script type="application/ld+json">{"a":1}</script>'],
    ['that are nothing', '<script> \n</script>'],
    ['by another name', '<scripty>alert(1)</scripty>'],
    ['that never end', '<script>alert(1)'],
    ['whose tag never ends', '<script id="a'],
  ])('but not %s', (_name, html) => {
    const { header, refused } = policyOf(html);
    expect(refused).toEqual([]);
    expect(header).toContain("script-src 'self';");
  });

  test('with the line breaks that the browser hashes', () => {
    const page = 'self.__next_f.push(\r\n[1]\r)';
    expect(policyOf(`<script>${page}</script>`).header).toContain(
      hash('self.__next_f.push(\n[1]\n)'),
    );
  });

  test('and one that stands twice is named once', () => {
    const { header } = policyOf(`<script>${THEME}</script><script>${THEME}</script>`);
    expect(header.split(hash(THEME))).toHaveLength(2);
  });
});

test('whatever a page holds, only what is trusted is named', () => {
  const piece = fc.constantFrom(
    '<script',
    '</script',
    '<title>',
    '</title>',
    '<p ',
    '<!--',
    '-->',
    '>',
    '"',
    "'",
    '=',
    '/',
    ' type=',
    '\r\n',
    '\0',
    ';',
    'alert(1)',
    'self.__next_f.push([1,"x"])',
    THEME,
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const { header } = policyOf(pieces.join(''));
      const named = header.match(/'sha256-[^']+'/g) ?? [];
      const harmless = [THEME, 'self.__next_f.push([1,"x"])'].map(hash);
      expect(named.filter((name) => !harmless.includes(name))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test.each(['<', '<script ', '<script>', '<p "', '<!--', '<title>', "<p a='", '<p a= '])(
  'a page of nothing but %s is read in linear time',
  (piece) => {
    const started = performance.now();
    policyOf(piece.repeat(200_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  },
);

test("React's scripts are those that the installed Next writes", () => {
  const next = path.dirname(createRequire(import.meta.url).resolve('next/package.json'));
  for (const runtime of ['app-page-turbo.runtime.prod.js', 'app-page.runtime.prod.js']) {
    const source = readFileSync(path.join(next, 'dist/compiled/next-server', runtime), 'utf8');
    for (const script of [SHELL_TIME, ...DEFINITIONS]) {
      expect(source.includes(script.replaceAll('\n', '\\n'))).toBe(true);
    }
  }
});
