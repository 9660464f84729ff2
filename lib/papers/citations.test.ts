import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citationKeys, toBibTeX, toCslJson, toRis, type CitedPaper } from './citations';

const paper: CitedPaper = {
  id: '2503.12345',
  title: 'On QuietNet: 50% & more with $\\alpha_1$ models',
  authors: ['Zoë Ångström', 'Jan van der Berg', 'The Quiet Team'],
  publishedOn: '2025-03-14',
  abstract: 'We listen.\n\nThen we write $10^{5}$ words.',
  doi: null,
  journalRef: null,
  primaryCategory: 'cs.CL',
  url: 'https://paper.example/papers/2503.12345',
};

test('a paper becomes a BibTeX entry with its arXiv id', () => {
  expect(toBibTeX(paper)).toBe(`@misc{angstrom2025quietnet,
  title = {On {QuietNet}: 50\\% \\& more with $\\alpha_1$ models},
  author = {Zoë Ångström and Jan van der Berg and {The Quiet Team}},
  year = {2025},
  month = {3},
  eprint = {2503.12345},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  url = {https://arxiv.org/abs/2503.12345}
}
`);
});

test('a paper becomes a RIS record, family names first and one line a field', () => {
  expect(
    toRis({ ...paper, doi: '10.1000/182', journalRef: 'J. Quiet 4 (2025) 1' }).split('\r\n'),
  ).toEqual([
    'TY  - UNPB',
    'TI  - On QuietNet: 50% & more with α_1 models',
    'AU  - Ångström, Zoë',
    'AU  - van der Berg, Jan',
    'AU  - The Quiet Team',
    'PY  - 2025',
    'DA  - 2025/03/14/',
    'AB  - We listen. Then we write 10⁵ words.',
    'AN  - arXiv:2503.12345',
    'PB  - arXiv',
    'KW  - cs.CL',
    'DO  - 10.1000/182',
    'N1  - J. Quiet 4 (2025) 1',
    'UR  - https://arxiv.org/abs/2503.12345',
    'ER  - ',
    '',
  ]);
});

test('a paper without an arXiv id cites its page here', () => {
  const own = { ...paper, id: 'x-quiet-models', primaryCategory: null };
  expect(toBibTeX(own)).toContain(`url = {${paper.url}}`);
  expect(toBibTeX(own)).not.toContain('eprint');
});

test.each([
  [{ authors: ['Ashish Example'], title: 'Attention of the Few' }, 'example2025attention'],
  [{ authors: ['Martin Król Jr.'], title: 'The Ear' }, 'krol2025ear'],
  [{ authors: ['Solo'], title: 'A 3D world' }, 'solo20253d'],
  [{ authors: ['Quiet Team'], title: 'How to?' }, 'quiet2025'],
  [{ authors: [], title: '安静' }, 'paper250312345'],
])('%j is cited as %s', (changes, key) => {
  expect(toBibTeX({ ...paper, ...changes })).toMatch(new RegExp(`^@misc\\{${key},`));
});

test("TeX's special characters are escaped outside maths", () => {
  const title = 'A_b {c} ~d^2 #1 costs $5 \\now';
  expect(toBibTeX({ ...paper, title })).toContain(
    'A\\_b \\{c\\} \\textasciitilde{}d\\textasciicircum{}2 \\#1 costs \\$5 \\textbackslash{}now',
  );
});

test('whatever a title holds, the entry has its lines and balanced braces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '\\', '%', 'A', 'b', '~', '\n', '@', ' ') }),
      (title) => {
        const entry = toBibTeX({ ...paper, title: `Q${title}` });
        const braces = entry.replace(/\\[{}]/g, '');
        expect(braces.split('{').length).toBe(braces.split('}').length);
        expect(toRis({ ...paper, title: `Q${title}` }).split('\r\n')).toHaveLength(14);
      },
    ),
  );
});

test('a paper becomes a CSL-JSON entry, teams by their whole name', () => {
  expect(toCslJson({ ...paper, doi: '10.1000/182', journalRef: 'J. Quiet 4 (2025) 1' })).toEqual({
    id: 'angstrom2025quietnet',
    type: 'article',
    title: 'On QuietNet: 50% & more with α_1 models',
    author: [
      { family: 'Ångström', given: 'Zoë' },
      { family: 'van der Berg', given: 'Jan' },
      { literal: 'The Quiet Team' },
    ],
    issued: { 'date-parts': [[2025, 3, 14]] },
    abstract: 'We listen. Then we write 10⁵ words.',
    number: 'arXiv:2503.12345',
    publisher: 'arXiv',
    DOI: '10.1000/182',
    note: 'J. Quiet 4 (2025) 1',
    URL: 'https://arxiv.org/abs/2503.12345',
  });
});

test('no two papers of a bibliography have the same key', () => {
  const other = { ...paper, authors: ['Max Quill'] };
  expect(citationKeys([paper, other, paper, paper])).toEqual([
    'angstrom2025quietnet',
    'quill2025quietnet',
    'angstrom2025quietnet-2',
    'angstrom2025quietnet-3',
  ]);
});
