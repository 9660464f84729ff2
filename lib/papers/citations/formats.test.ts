import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { citationKeys, toBibTeX, toCslJson, toRis, type CitedPaper } from './formats';

const paper: CitedPaper = {
  id: '2503.12345',
  source: 'arxiv',
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
  eprinttype = {arxiv},
  archivePrefix = {arXiv},
  primaryClass = {cs.CL},
  doi = {10.48550/arXiv.2503.12345},
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
    'DB  - arXiv',
    'M2  - type: preprint',
    'M2  - repository: arXiv',
    'M2  - archiveID: arXiv:2503.12345',
    'KW  - cs.CL',
    'DO  - 10.1000/182',
    'N1  - J. Quiet 4 (2025) 1',
    'UR  - https://arxiv.org/abs/2503.12345',
    'ER  - ',
    '',
  ]);
});

test('a paper without an arXiv id cites its page here', () => {
  const own = { ...paper, id: 'x-quiet-models', source: 'sample', primaryCategory: null };
  expect(toBibTeX(own)).toContain(`url = {${paper.url}}`);
  expect(toBibTeX(own)).not.toMatch(/eprint|doi/);
  expect(toRis(own)).not.toMatch(/^(?:DO|DB|AN) {2}- |arXiv/m);
  expect(toCslJson(own)).not.toHaveProperty('DOI');
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
  const title = 'A_b {c} ~d^2 #1 costs $5 \\now <e|f>';
  expect(toBibTeX({ ...paper, title })).toContain(
    'A\\_b \\{c\\} \\textasciitilde{}d\\textasciicircum{}2 \\#1 costs \\$5 \\textbackslash{}now ' +
      '\\textless{}e\\textbar{}f\\textgreater{}',
  );
});

test('the entry has its lines and balanced braces for any title', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('{', '}', '\\', '%', 'A', 'b', '~', '\n', '@', ' ') }),
      (title) => {
        const entry = toBibTeX({ ...paper, title: `Q${title}` });
        const braces = entry.replace(/\\[{}]/g, '');
        expect(braces.split('{').length).toBe(braces.split('}').length);
        expect(toRis({ ...paper, title: `Q${title}` }).split('\r\n')).toHaveLength(18);
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

test.each(['cs/0112017', '2503.12345', '0704.0001'])(
  '%s has the DOI of arXiv, or its publisher’s',
  (id) => {
    const cited = [toBibTeX, toRis, (one: CitedPaper) => JSON.stringify(toCslJson(one))];
    for (const write of cited) {
      expect(write({ ...paper, id })).toContain(`10.48550/arXiv.${id}`);
      const published = write({ ...paper, id, doi: '10.1000/182' });
      expect(published).toContain('10.1000/182');
      expect(published).not.toContain('10.48550');
    }
  },
);

test('another program reads the same paper from BibTeX and RIS', () => {
  const facts = { ...paper, title: 'Of <model, accuracy> & 50% |x|_1 ~{a}', doi: null };
  for (const written of [toBibTeX(facts), toRis(facts)]) {
    const [read] = new Cite(written).data;
    expect(read).toMatchObject({
      title: facts.title,
      DOI: '10.48550/arXiv.2503.12345',
      URL: 'https://arxiv.org/abs/2503.12345',
    });
    expect(read?.issued['date-parts'][0].slice(0, 2)).toEqual([2025, 3]);
    expect(read?.author).toHaveLength(3);
    expect(read?.author[0]).toMatchObject({ family: 'Ångström', given: 'Zoë' });
  }
});
