import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { ArxivRefusal, parseAtom } from './atom';

const read = (name: string) => readFileSync(path.join(FIXTURES, 'arxiv/atom', name), 'utf8');

test('a paper is read whole: version, days, categories, affiliations and the first DOI', () => {
  const { records, rejected, total } = parseAtom(read('papers.xml'));
  expect(rejected).toEqual([]);
  expect(total).toBe(4);
  expect(records[0]).toEqual({
    id: '2503.99012',
    version: 2,
    source: 'arxiv',
    title: 'Lanterns in the Loop: Teaching Small Models to Ask Before They Answer',
    abstract: expect.stringContaining('$36\\times 64$ hidden units asks $\\sim20\\%$ more'),
    authors: [
      { name: 'Ada Nováková', affiliation: 'North Lab; Harbour University' },
      { name: 'Ben Okonjo' },
    ],
    categories: ['cs.CL', 'cs.LG'],
    primaryCategory: 'cs.CL',
    publishedOn: '2025-03-14',
    publishedAt: new Date('2025-03-14T17:59:47Z'),
    updatedAt: new Date('2025-03-18T09:00:00Z'),
    withdrawn: false,
    doi: '10.1175/1520-0469(2025)053<0946:LITL>2.0.CO;2',
    comment: '9 pages, 3 figures',
    journalRef: 'Journal of Invented Results 1 (2025) 1-9',
  });
});

test('an id that ends in zero keeps it, an old one its slash, and one author is a list', () => {
  const { records } = parseAtom(read('papers.xml'));
  expect(records.map(({ id, version }) => ({ id, version }))).toEqual([
    { id: '2503.99012', version: 2 },
    { id: '2503.99340', version: 1 },
    { id: 'cs/0112999', version: 1 },
    { id: '2503.98120', version: 2 },
  ]);
  expect(records[1]).toMatchObject({
    authors: [{ name: 'The Tidewater Team' }],
    abstract: expect.stringContaining('where <9% of forecasts'),
  });
});

test('a comment can mark a paper as withdrawn', () => {
  const { records } = parseAtom(read('papers.xml'));
  expect(records.filter(({ withdrawn }) => withdrawn).map(({ id }) => id)).toEqual(['2503.98120']);
});

test('an unknown id is no paper and no error', () => {
  expect(parseAtom(read('unknown-id.xml'))).toEqual({
    records: [],
    rejected: [],
    cut: [],
    total: 0,
  });
});

test('what arXiv refuses is an error in its own words', () => {
  expect(() => parseAtom(read('refused.xml'))).toThrow(
    new ArxivRefusal('incorrect id format for abc'),
  );
});

test('a bad entry is named and left out, and the others are read', () => {
  const body = read('papers.xml').replace(
    '<published>2025-03-14T17:59:47Z',
    '<published>last Friday',
  );
  const { records, rejected } = parseAtom(body);
  expect(records).toHaveLength(3);
  expect(rejected).toEqual([
    {
      ref: 'http://arxiv.org/abs/2503.99012v2',
      reason: expect.stringMatching(/^published: /),
    },
  ]);
});
