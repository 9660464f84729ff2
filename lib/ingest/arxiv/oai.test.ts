import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { parseOai, StaleResumptionToken } from './oai';

const RECORDS = readFileSync(path.join(FIXTURES, 'arxiv/oai/records.xml'), 'utf8');
const withError = (code: string) =>
  `<OAI-PMH><responseDate>x</responseDate><error code="${code}">No.</error></OAI-PMH>`;

test('a record is read with names in reading order and without what is no author', () => {
  const [first] = parseOai(RECORDS).records;
  expect(first).toEqual({
    id: '2503.99012',
    version: null,
    source: 'arxiv',
    title: 'Lanterns in the Loop: Teaching Small\n  Models to Ask Before They Answer',
    abstract: 'Small language models answer when they should ask: $x < y$.',
    authors: [
      { name: 'Ada Nováková', affiliation: 'North Lab; Harbour University' },
      { name: 'Ben Okonjo Jr' },
    ],
    categories: ['cs.CL', 'cs.LG'],
    primaryCategory: 'cs.CL',
    publishedOn: '2025-03-14',
    publishedAt: null,
    updatedAt: new Date('2025-03-17T00:00:00Z'),
    withdrawn: false,
    doi: '10.99999/first.doi',
    comment: 'It\'s "9 pages"',
    journalRef: 'Journal of Invented Results 1 (2025) 1-9',
  });
});

test("a paper is never younger than its id's month, though its latest version is", () => {
  const old = parseOai(RECORDS).records.find(({ id }) => id === 'hep-th/0503999');
  expect(old).toMatchObject({ publishedOn: '2005-03-31', updatedAt: new Date('2025-03-16') });
});

test('deleted records are named apart, bad ones with what is wrong', () => {
  const { deleted, rejected } = parseOai(RECORDS);
  expect(deleted).toEqual(['2503.99998']);
  expect(rejected).toEqual([
    { ref: '2503.99997', reason: expect.stringMatching(/^metadata\.arXiv\.created: /) },
  ]);
});

test.each([
  [
    '<resumptionToken>verb%3DListRecords%26skip%3D2</resumptionToken>',
    'verb%3DListRecords%26skip%3D2',
  ],
  ["<resumptionToken expires='2025-03-19T00:00:00Z'>abc</resumptionToken>", 'abc'],
  ['<resumptionToken/>', null],
  ["<resumptionToken expires='2025-03-19T00:00:00Z'></resumptionToken>", null],
  ['', null],
])('of %s the token to go on with is %s', (element, token) => {
  const body = RECORDS.replace('</ListRecords>', `${element}</ListRecords>`);
  expect(parseOai(body).resumptionToken).toBe(token);
});

test('a window in which nothing changed is empty', () => {
  expect(parseOai(withError('noRecordsMatch'))).toEqual({
    records: [],
    rejected: [],
    cut: [],
    deleted: [],
    resumptionToken: null,
  });
});

test('a token that arXiv no longer knows is an error of its own kind, so a harvest can restart', () => {
  expect(() => parseOai(withError('badResumptionToken'))).toThrow(StaleResumptionToken);
  expect(() => parseOai(withError('badArgument'))).toThrow('arXiv refuses: No.');
  expect(() => parseOai('<OAI-PMH><Identify/></OAI-PMH>')).toThrow('no list of records');
});
