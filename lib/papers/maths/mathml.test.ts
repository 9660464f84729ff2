import { expect, test } from 'vitest';
import { renderMath, type MathNode } from './mathml';

function words(node: MathNode | null): string {
  if (node === null || typeof node === 'string') return node ?? '';
  return node.children.map(words).join('');
}

test('a formula becomes MathML with its TeX as an annotation', () => {
  expect(renderMath('x^2', true)).toEqual({
    tag: 'math',
    attributes: { display: 'block', alttext: 'x^2' },
    children: [
      {
        tag: 'mrow',
        attributes: {},
        children: [
          {
            tag: 'msup',
            attributes: {},
            children: [
              { tag: 'mi', attributes: {}, children: ['x'] },
              { tag: 'mn', attributes: {}, children: ['2'] },
            ],
          },
        ],
      },
    ],
  });
});

test('styled letters are written as such, since browsers ignore mathvariant', () => {
  expect(words(renderMath('\\mathcal{O} \\mathbb{R} \\mathbf{x}_1 \\mathfrak{g}', false))).toBe(
    '𝒪ℝ𝐱1𝔤',
  );
});

test('special characters come through as themselves', () => {
  expect(words(renderMath('a < b \\& f\' \\text{"c"}', false))).toBe('a<b&f′"c"');
});

test.each([
  ['n\\log n', 2],
  ['2\\log_2 x', 2],
  ['\\log(n)', 0],
  ['\\max_i x', 1],
])('%s has %i spaces around its function', (tex, spaces) => {
  expect(JSON.stringify(renderMath(tex, false)).split('0.167em')).toHaveLength(spaces + 1);
});

test('TeX unknown to KaTeX is refused', () => {
  expect(renderMath('\\ourmacro{x}', false)).toBeNull();
  expect(renderMath('x^', false)).toBeNull();
});

test.each(['\\color{red}{x}', '\\href{javascript:alert(1)}{x}', '\\rule{900em}{900em}'])(
  '%s is drawn without its colour, link or size',
  (tex) => {
    const drawn = JSON.stringify(renderMath(tex, false)?.children);
    expect(drawn).not.toMatch(/red|javascript|"style"|900em/);
  },
);

test('a macro that expands for ever is cut off', () => {
  expect(renderMath('\\def\\a{\\a\\a}\\a', false)).toBeNull();
});
