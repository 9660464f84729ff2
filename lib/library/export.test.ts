import { expect, test } from 'vitest';
import type { CitedPaper } from '@/lib/papers/citations/formats';
import { exportPapers, type Format } from './export';

const fog: CitedPaper = {
  source: 'arxiv',
  id: '2503.99001',
  title: 'Weighing $\\alpha$ Fog',
  authors: ['Hana Ito', 'The Fog Collaboration'],
  publishedOn: '2025-03-14',
  abstract: 'Fog is mostly absence.',
  doi: null,
  journalRef: null,
  primaryCategory: 'cs.CV',
  url: 'https://news.example/papers/2503.99001',
};
const again = {
  ...fog,
  id: 'x-weighing-fog',
  source: 'sample',
  doi: '10.9999/fog',
  journalRef: 'Fog 1 (2025)',
};

async function exported(format: Format, papers: CitedPaper[]) {
  async function* each() {
    yield* papers;
  }
  const pieces = [];
  for await (const piece of exportPapers(each(), format)) pieces.push(piece);
  return pieces.join('');
}

test('CSL-JSON is one array that a parser reads', async () => {
  const [first, second] = JSON.parse(await exported('csl', [fog, again]));
  expect(first).toMatchObject({
    id: 'ito2025weighing',
    type: 'article',
    title: 'Weighing α Fog',
    author: [{ family: 'Ito', given: 'Hana' }, { literal: 'The Fog Collaboration' }],
    issued: { 'date-parts': [[2025, 3, 14]] },
    number: 'arXiv:2503.99001',
    URL: 'https://arxiv.org/abs/2503.99001',
  });
  expect(second).toMatchObject({
    id: 'ito2025weighing-2',
    DOI: '10.9999/fog',
    note: 'Fog 1 (2025)',
  });
});

test('two papers never share a BibTeX key', async () => {
  const keys = [...(await exported('bibtex', [fog, again, fog])).matchAll(/@misc\{([^,]+)/g)];
  expect(keys.map(([, key]) => key)).toEqual([
    'ito2025weighing',
    'ito2025weighing-2',
    'ito2025weighing-3',
  ]);
});

test('RIS records follow each other', async () => {
  expect((await exported('ris', [fog, again])).match(/^(TY|ER) {2}-/gm)).toHaveLength(4);
});

test.each([
  ['csl', '[]\n'],
  ['bibtex', ''],
  ['ris', ''],
] as const)('an empty list as %s', async (format, text) => {
  expect(await exported(format, [])).toBe(text);
});
