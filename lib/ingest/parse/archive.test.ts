import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { parseArchiveRow, readArchive } from './archive';

const FILE = path.join(FIXTURES, 'hf/daily-papers.jsonl');

const ROW = {
  feed_date: '2025-03-20',
  id: '2503.99901',
  title: 'Weighing Fog',
  summary: 'Fog.',
  authors: [],
  paper_publishedAt: '2025-03-19T17:34:15.000Z',
  upvotes: 1,
  captured_at: '2025-03-20T17:05:00+00:00',
};

async function readAll(file: string) {
  const lines = [];
  for await (const line of readArchive(file)) lines.push(line);
  return lines;
}

test('a row becomes a listing of its day, with the votes at the time they were read', async () => {
  const [first] = await readAll(FILE);
  expect(first).toMatchObject({
    line: 1,
    record: {
      listedOn: '2025-03-20',
      submittedBy: 'hanaito',
      submittedAt: new Date('2025-03-20T03:50:58.348Z'),
      publishedAt: new Date('2025-03-19T13:34:15Z'),
      upstreamVotes: 32,
      upstreamComments: 3,
      readAt: new Date('2025-03-20T17:07:21Z'),
      paper: {
        id: '2503.99901',
        source: 'huggingface',
        title: 'Weighing Fog: Sparse Views of\n  Dense Weather',
        authors: [
          { name: 'Hana Ito', handle: 'hanaito' },
          { name: 'Ivo Prat' },
          { name: 'Rosa Hidden' },
        ],
        publishedOn: '2025-03-19',
        publishedAt: new Date('2025-03-19T17:34:15Z'),
        links: { codeUrl: 'https://github.com/example/fog', codeStars: 40, projectUrl: null },
        ai: { summary: 'Fog modelled by what is missing.', keywords: ['sparse views'] },
      },
    },
  });
});

test('bad rows are named by their line and the others are read; blank lines count as lines', async () => {
  const lines = await readAll(FILE);
  expect(lines.map((it) => ('record' in it ? it.record.paper.id : it.rejected))).toEqual([
    '2503.99901',
    '2503.99902',
    { ref: 'line 4', reason: 'is not JSON' },
    { ref: 'line 5', reason: expect.stringMatching(/^upvotes: /) },
  ]);
});

test('progress ends at the size of the file', async () => {
  const lines = await readAll(FILE);
  expect(lines.at(-1)?.bytesRead).toBe(statSync(FILE).size);
});

test('a file that is not there is an error to catch, and reading may stop anywhere', async () => {
  await expect(readAll('/nowhere/rows.jsonl')).rejects.toThrow('ENOENT');
  await expect(readAll(FIXTURES)).rejects.toThrow('EISDIR');
  for await (const { line } of readArchive(FILE)) {
    expect(line).toBe(1);
    break;
  }
});

test('a text may hold a line separator of Unicode, and a row bytes that are not UTF-8', async () => {
  const good = JSON.stringify({ ...ROW, title: 'Two\u2028lines' });
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'archive-')), 'rows.jsonl');
  const bad = Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
  writeFileSync(file, Buffer.concat([Buffer.from(`${good}\r\n`), bad]));
  const [first, second] = await readAll(file);
  expect(first).toMatchObject({ record: { paper: { title: 'Two\u2028lines' } } });
  expect(second).toMatchObject({ rejected: { ref: 'line 2' } });
  expect(second).toHaveProperty('rejected.reason', expect.stringContaining('not UTF-8'));
});

test.each([
  ['feed_date', '2025-02-30'],
  ['feed_date', '0000-01-01'],
  ['id', 'x-my-own'],
  ['upvotes', 3_000_000_000],
  ['title', ' '],
])('a row whose %s is %s is refused', (field, value) => {
  const outcome = parseArchiveRow(JSON.stringify({ ...ROW, [field]: value }), 7);
  expect(outcome).toMatchObject({ rejected: { ref: 'line 7' } });
});

test('a NUL in a text is dropped, since Postgres has no place for it', () => {
  const outcome = parseArchiveRow(JSON.stringify({ ...ROW, title: 'No\0thing' }), 1);
  expect(outcome).toMatchObject({ record: { paper: { title: 'Nothing' } } });
});
