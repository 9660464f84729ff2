import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { DamagedAnswer } from '../parse/answer';
import { parseDailyPapers } from './parse';

const readAt = new Date('2025-03-17T12:00:00Z');
const parseDay = (date: string) =>
  parseDailyPapers(readFileSync(path.join(FIXTURES, `hf/raw/${date}.json`)), {
    listedOn: date,
    readAt,
  });

test('an entry is a listing of the requested day, its votes apart from the paper', () => {
  const [first] = parseDay('2025-03-17').records;
  expect(first).toEqual({
    listedOn: '2025-03-17',
    submittedBy: 'adanova',
    submittedAt: new Date('2025-03-17T01:12:09.250Z'),
    publishedAt: new Date('2025-03-14T13:59:47Z'),
    upstreamVotes: 54,
    upstreamComments: 3,
    readAt,
    paper: expect.objectContaining({
      id: '2503.99012',
      version: null,
      source: 'huggingface',
      abstract: expect.stringContaining('hidden units asks sim20% more'),
      publishedOn: '2025-03-14',
      publishedAt: new Date('2025-03-14T17:59:47Z'),
      updatedAt: null,
      links: {
        codeUrl: 'https://github.com/example/lantern',
        codeStars: 312,
        projectUrl: 'https://example.org/lantern',
        thumbnailUrl: 'https://cdn-thumbnails.example.org/social-thumbnails/papers/2503.99012.png',
        mediaUrls: ['https://example.org/lantern.mp4'],
        organization: 'North Lab',
        discussionId: '67d7c0000000000000000001',
      },
    }),
  });
});

test('handles stay with their names, and a name may come twice', () => {
  const [first, , third] = parseDay('2025-03-17').records;
  expect(first?.paper.authors.slice(0, 2)).toEqual([
    { name: 'Ada Nováková', handle: 'adanova' },
    { name: 'Ben Okonjo' },
  ]);
  expect(third?.paper.authors).toHaveLength(2);
});

test('an author with the paper hidden on their profile stays, without the handle', () => {
  const [first] = parseDay('2025-03-17').records;
  expect(first?.paper.authors[2]).toEqual({ name: 'Cleo Withheld' });
});

test('a submission or publication at exactly midnight has no known time', () => {
  expect(parseDay('2025-03-17').records[1]).toMatchObject({
    submittedAt: null,
    submittedBy: null,
    publishedAt: new Date('2025-03-13T20:00:00Z'),
    paper: {
      publishedOn: '2025-03-14',
      publishedAt: null,
      links: { thumbnailUrl: expect.stringContaining('2503.99340.png') },
    },
  });
});

test('a link that is not to the web and a count that is not one are dropped', () => {
  expect(parseDay('2025-03-17').records[2]?.paper.links).toMatchObject({
    codeUrl: 'https://github.com/example/maps',
    codeStars: null,
    projectUrl: null,
  });
});

test('bad entries are named and left out, and the others are read', () => {
  const { records, rejected } = parseDay('2025-03-18');
  expect(records.map(({ paper }) => paper.id)).toEqual(['2503.99340']);
  expect(rejected).toEqual([
    { ref: 'not-a-paper', reason: '"not-a-paper" is not an arXiv id' },
    { ref: '2503.99777', reason: expect.stringMatching(/^paper\.title: /) },
  ]);
});

test('a list of quoted Python objects is refused whole', () => {
  expect(() => parseDay('2025-03-19')).toThrow(DamagedAnswer);
  expect(() => parseDay('2025-03-19')).toThrow('quoted text instead of objects');
});
