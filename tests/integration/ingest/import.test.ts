/** Imports of an archive: every good line once, bad ones by number, also after a kill. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { importArchive } from '@/lib/ingest/import-commands';
import { getPaper } from '@/lib/papers/queries';
import { testDatabase } from '../../support/database';
import { archiveRow } from '../../support/factories';
import { realDataDir } from '../../support/real-data';
import { everyRow } from '../../support/sources';
import { temporaryFolder } from '../../support/temporary-folder';
import { FIXTURES } from '../../support/upstream-replay';

const { db } = testDatabase();
afterAll(closeDatabase);

const dataDir = realDataDir();
let folder: string;

beforeEach(() => {
  folder = temporaryFolder('import');
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function write(lines: readonly string[]): string {
  const file = path.join(folder, 'archive.jsonl');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}

function rows(count: number): string[] {
  return Array.from({ length: count }, (_, number) =>
    archiveRow({ id: `2503.${String(10_000 + number)}`, upvotes: number % 40 }),
  );
}

/** Random letters, so that compression doesn't fit them into an index's page. */
function incompressible(length: number): string {
  return Array.from({ length }, (_, at) =>
    String.fromCharCode(0x4e00 + ((at * 7_919) % 19_997)),
  ).join('');
}

test('the rows of an archive become editions, bad lines are named by their number', async () => {
  const report = await importArchive(path.join(FIXTURES, 'hf/daily-papers.jsonl'));
  expect(report).toMatchObject({ read: 4, created: 2, updated: 0, unchanged: 0, resumedAfter: 0 });
  expect(report.rejected).toEqual([
    { ref: 'line 4', reason: 'is not JSON' },
    { ref: 'line 5', reason: expect.stringMatching(/^upvotes: /) },
  ]);
  const { papers } = await papersOfPeriod(db, periodOf('day', '2025-03-20'), 0);
  expect(papers).toMatchObject([
    {
      id: '2503.99901',
      title: 'Weighing Fog: Sparse Views of Dense Weather',
      authors: ['Hana Ito', 'Ivo Prat', 'Rosa Hidden'],
      votes: 32,
      codeStars: 40,
      submittedBy: 'hanaito',
    },
    { id: '2503.99902', votes: 5 },
  ]);
});

test('a name of 9,000 characters and a title of 2 MB are cut, reported, and cost no other row', async () => {
  const tooLong = [
    archiveRow({ id: '2503.90001', authors: [{ name: incompressible(9_000) }] }),
    archiveRow({ id: '2503.90002', title: incompressible(2_000_000) }),
  ];
  const report = await importArchive(write([...rows(10), ...tooLong, ...rows(20).slice(10)]));
  expect(report).toMatchObject({ read: 22, created: 22, rejected: [] });
  expect(report.cut).toEqual([
    { ref: 'line 11', reason: 'author name cut from 9000 to 300 characters' },
    { ref: 'line 12', reason: 'title cut from 2000000 to 1000 characters' },
  ]);
  expect((await db.ingestRun.findFirstOrThrow()).errors).toEqual(report.cut);
});

test('importing the same archive again changes nothing', async () => {
  const file = write(rows(20));
  await importArchive(file);
  const before = await everyRow(db);
  expect(await importArchive(file)).toMatchObject({ read: 20, created: 0, unchanged: 20 });
  expect(await everyRow(db)).toEqual(before);
});

test('progress is reported in bytes and ends at the whole file', async () => {
  const facts: number[] = [];
  let size = 0;
  await importArchive(write(rows(600)), {
    onProgress: (bytes, total) => {
      facts.push(bytes);
      size = total;
    },
  });
  expect(facts).toEqual(facts.toSorted((a, b) => a - b));
  expect(facts.at(-1)).toBe(size);
  expect(facts.length).toBeGreaterThan(2);
});

test('an aborted import is recorded in its run, and resumes after its last line', async () => {
  const file = write(rows(600));
  const stop = new AbortController();
  const first = await importArchive(file, { signal: stop.signal, onProgress: () => stop.abort() });
  expect(first.created).toBeLessThan(600);
  expect(await db.ingestRun.findFirstOrThrow()).toMatchObject({ state: 'stopped' });
  const second = await importArchive(file);
  expect(second).toMatchObject({ resumedAfter: first.created, created: 600 - first.created });
  expect(await db.ingestRun.findMany({ select: { state: true, created: true } })).toEqual([
    { state: 'done', created: 600 },
  ]);
});

test('an import that is killed goes on where it was, and no row counts twice', async () => {
  const file = write(rows(1_000));
  await killWhileImporting(file);
  const stored = await db.paper.count();
  expect(stored).toBeLessThan(1_000);
  const report = await importArchive(file);
  expect(report.resumedAfter).toBeGreaterThan(0);
  expect(await db.paper.count()).toBe(1_000);
  expect(await db.appearance.count()).toBe(1_000);
  expect(await db.signal.count({ where: { kind: 'listing' } })).toBe(1_000);
});

test('a file that is not there is an error and no run', async () => {
  await expect(importArchive(path.join(folder, 'missing.jsonl'))).rejects.toThrow('ENOENT');
  expect(await db.ingestRun.count()).toBe(0);
});

test('a file that is no archive is refused line by line', async () => {
  const report = await importArchive(write(['not json', '[]', '{"id": "2503.1"}', '\u0000']));
  expect(report).toMatchObject({ read: 4, created: 0 });
  expect(report.rejected.map(({ ref }) => ref)).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
});

describe.skipIf(dataDir === null)('the real archive', () => {
  test('is imported whole: every row, and papers listed on two days on both', async () => {
    const file = path.join(dataDir!, 'hf/daily-papers.jsonl');
    const ids = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    const report = await importArchive(file);
    expect(report).toMatchObject({ read: ids.length, created: new Set(ids).size, rejected: [] });
    expect(await db.appearance.count()).toBe(ids.length);
    expect(await db.signal.count({ where: { kind: 'listing' } })).toBe(ids.length);
    const twice = ids.filter((id, at) => ids.indexOf(id) < at);
    expect(twice).not.toEqual([]);
    for (const id of twice) {
      const { votes, appearances } = await getPaper(db, id);
      expect(appearances.map((appearance) => appearance.votes)).toEqual([votes, votes]);
    }
  });
});

/** Runs the command line in its own process, killed once its first rows are committed. */
async function killWhileImporting(file: string): Promise<void> {
  const child = spawn(process.execPath, ['.programs/commands.mjs', 'import', file], {
    env: process.env,
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const cursorMoved = async () =>
    (await db.ingestRun.findFirst({ select: { cursor: true } }))?.cursor ?? null;
  await expect.poll(cursorMoved, { timeout: 30_000, interval: 20 }).not.toBeNull();
  child.kill('SIGKILL');
  await ended;
}
