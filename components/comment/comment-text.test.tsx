import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { XSS_VECTORS } from '@/tests/support/xss-vectors';
import { CommentText } from './comment-text';

const render = (text: string, handles?: ReadonlySet<string>) =>
  renderToStaticMarkup(<CommentText text={text} {...(handles && { handles })} />);

type Node = DefaultTreeAdapterTypes.Node;

/** Markup in which a browser would find other elements than a comment may have. */
function strangers(markup: string): string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    if ('tagName' in node && !isAllowed(node)) {
      found.push(`${node.tagName} ${JSON.stringify(node.attrs)}`);
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parseFragment(markup));
  return found;
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';
const ATTRIBUTES: Record<string, string[]> = {
  p: ['dir'],
  a: ['href', 'rel'],
  ol: ['start'],
  pre: ['tabindex'],
  code: ['class'],
};

function isAllowed(element: DefaultTreeAdapterTypes.Element): boolean {
  const { tagName, namespaceURI, attrs } = element;
  if (attrs.some(({ name }) => name.startsWith('on') || name === 'style' || name === 'src'))
    return false;
  if (namespaceURI === MATHML) return attrs.every(({ name }) => !/href|action/.test(name));
  if (!/^(p|a|ul|ol|li|blockquote|pre|code|em|strong|br)$/.test(tagName)) return false;
  if (!attrs.every(({ name }) => ATTRIBUTES[tagName]?.includes(name))) return false;
  if (tagName !== 'a') return true;
  const href = attrs.find(({ name }) => name === 'href')?.value ?? '';
  return /^(https?:\/\/|\/u\/[a-z0-9-]+$)/.test(href);
}

test('the list has a hundred different vectors', () => {
  expect(new Set(XSS_VECTORS).size).toBe(100);
});

test('most vectors would run if inserted unescaped', () => {
  const live = XSS_VECTORS.filter((vector) => strangers(vector).length > 0);
  expect(live.length).toBeGreaterThan(65);
});

test.each(XSS_VECTORS)('%j creates only elements allowed in comments', (vector) => {
  for (const text of [vector, `- > ${vector}`, `**${vector}** [${vector}](https://a.example)`]) {
    expect(strangers(render(text))).toEqual([]);
  }
});

test('any other text creates only allowed elements', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...XSS_VECTORS,
      '`',
      '```\n',
      '**',
      '_',
      '[',
      '](',
      ')',
      '$',
      '$$',
      '\\',
      '> ',
      '- ',
      '\n',
      '@a',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      expect(strangers(render(pieces.join('')))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

describe('a comment', () => {
  test.each([
    [
      'one *two* **three** `four`',
      '<p dir="auto">one <em>two</em> <strong>three</strong> <code>four</code></p>',
    ],
    ['one\ntwo', '<p dir="auto">one<br/>two</p>'],
    ['> so\n\nno', '<blockquote><p dir="auto">so</p></blockquote><p dir="auto">no</p>'],
    ['3. a\n4. b', '<ol start="3"><li><p dir="auto">a</p></li><li><p dir="auto">b</p></li></ol>'],
    ['- a', '<ul><li><p dir="auto">a</p></li></ul>'],
    ['```js\nx = $y$\n```', '<pre tabindex="0"><code>x = $y$</code></pre>'],
    ['# not a heading', '<p dir="auto"># not a heading</p>'],
    [
      'see https://a.example/b_c_d.',
      '<p dir="auto">see <a href="https://a.example/b_c_d" rel="nofollow ugc noopener">https://a.example/b_c_d</a>.</p>',
    ],
    [
      '[x](https://a.example)',
      '<p dir="auto"><a href="https://a.example/" rel="nofollow ugc noopener">x</a></p>',
    ],
    [
      '![fig](https://a.example/f.png)',
      '<p dir="auto"><a href="https://a.example/f.png" rel="nofollow ugc noopener">fig</a></p>',
    ],
    ['$5 and $10', '<p dir="auto">$5 and $10</p>'],
    ['`$PATH` costs `$x`', '<p dir="auto"><code>$PATH</code> costs <code>$x</code></p>'],
  ])('%j renders correctly', (text, markup) => {
    expect(render(text)).toBe(markup);
  });

  test('renders maths without applying other rules inside', () => {
    expect(render('$a_1$ and $b_1$')).not.toContain('<em>');
    expect(render('\\(n\\)')).toContain('<math alttext="n">');
    expect(render('$$\na\n+ b\n$$')).toBe(render('$$a + b$$').replace('a + b"', 'a\n+ b"'));
  });

  test('links mentions of existing handles only, in any case', () => {
    const handles = new Set(['ada', 'emile-zola']);
    expect(render('@Ada, @emile-zola: @nobody', handles)).toBe(
      '<p dir="auto"><a href="/u/ada">@ada</a>, <a href="/u/emile-zola">@emile-zola</a>: @nobody</p>',
    );
    expect(render('ada@ada.example `@ada` x@ada @ada_', handles)).not.toContain('/u/');
  });
});

/** Each took other parsers seconds. */
test.each([
  '>'.repeat(10_000),
  '- '.repeat(5_000),
  '['.repeat(10_000),
  '![[]('.repeat(2_000),
  '*a_ '.repeat(2_500),
  '$a '.repeat(3_333),
  '`'.repeat(10_000),
  '@a-'.repeat(3_333),
  '\\'.repeat(10_000),
])('a hostile text that begins %.8s… is set all the same', (text) => {
  expect(strangers(render(text))).toEqual([]);
});
