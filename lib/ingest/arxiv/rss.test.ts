import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { parseAnnouncement } from './rss';

const read = (name: string) => readFileSync(path.join(FIXTURES, 'arxiv/rss', name), 'utf8');

test('an item has its paper, the kind of announcement, and the day', () => {
  expect(parseAnnouncement(read('cs.LG-rss.xml')).records).toEqual([
    {
      announceType: 'new',
      announcedOn: '2025-03-18',
      paper: {
        id: '2503.99340',
        version: 1,
        source: 'arxiv',
        title: 'Tidewater Technical Report',
        abstract: 'Tidewater is a family of open models for weather along coasts.',
        authors: [
          { name: 'Lea Marsh', affiliation: 'North Lab, Harbour' },
          { name: 'Moss Reed Jr.' },
          { name: 'The Tidewater Team' },
        ],
        categories: ['cs.LG', 'physics.ao-ph'],
        primaryCategory: 'cs.LG',
        withdrawn: false,
        doi: null,
        comment: null,
        journalRef: null,
      },
    },
    expect.objectContaining({
      announceType: 'replace-cross',
      paper: expect.objectContaining({ version: 2, doi: '10.99999/first.doi' }),
    }),
  ]);
});

test('the same announcement as Atom gives the same paper', () => {
  const [asRss] = parseAnnouncement(read('cs.LG-rss.xml')).records;
  const [asAtom] = parseAnnouncement(read('cs.LG-atom.xml')).records;
  expect(asAtom?.paper.id).toBe(asRss?.paper.id);
  expect(asAtom?.announcedOn).toBe('2025-03-18');
  expect(asAtom?.paper.authors).toHaveLength(2);
});

test('an item that announces nothing is named and left out', () => {
  expect(parseAnnouncement(read('cs.LG-rss.xml')).rejected).toEqual([
    { ref: 'oai:arXiv.org:2503.99996v1', reason: 'does not say what it announces' },
  ]);
});

test('on a weekend nothing is announced', () => {
  expect(parseAnnouncement(read('math.OC-weekend.xml'))).toEqual({
    records: [],
    rejected: [],
    cut: [],
  });
});

test("the last midnight of a year in arXiv's zone is still of that year", () => {
  const body = read('cs.LG-rss.xml').replaceAll('Tue, 18 Mar 2025', 'Wed, 31 Dec 2025');
  expect(parseAnnouncement(body).records[0]?.announcedOn).toBe('2025-12-31');
});
