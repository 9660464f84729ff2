/** Papers and runs of an older database after the migrations that name sources. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrate, MIGRATIONS_DIR } from '@/lib/db/migrate';
import { emptyDatabase } from '../../support/database';
import { temporaryFolder } from '../../support/temporary-folder';

/** The first of the migrations under test. */
const FIRST = '20261130234500_run_kinds';

async function databaseOfBefore() {
  const folder = temporaryFolder('backfill');
  const url = await emptyDatabase('backfill_test');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    rmSync(folder, { recursive: true });
  });
  const copy = (wanted: (name: string) => boolean) => {
    for (const name of readdirSync(MIGRATIONS_DIR).filter(wanted)) {
      cpSync(path.join(MIGRATIONS_DIR, name), path.join(folder, name), { recursive: true });
    }
    return migrate(url, folder);
  };
  await copy((name) => name < FIRST);
  return { client, finish: () => copy(() => true) };
}

test('papers name the source of their id, and keep that of their abstract', async () => {
  const { client, finish } = await databaseOfBefore();
  await client.query(`
    INSERT INTO "Paper" ("id", "title", "abstract", "abstractSource", "publishedOn") VALUES
      ('2503.90001', 'Fog', '', 'arxiv', '2025-03-14'),
      ('cs/0112017', 'Tides', '', 'huggingface', '2025-03-14'),
      ('x-quiet-models', 'Quiet models', '', 'sample', '2025-03-14')`);
  await finish();
  const { rows } = await client.query(
    'SELECT "id", "source", "abstractSource" FROM "Paper" ORDER BY "id"',
  );
  expect(rows).toEqual([
    { id: '2503.90001', source: 'arxiv', abstractSource: 'arxiv' },
    { id: 'cs/0112017', source: 'arxiv', abstractSource: 'huggingface' },
    { id: 'x-quiet-models', source: 'sample', abstractSource: 'sample' },
  ]);
});

test.each([
  ['huggingface', '2025-03-20..2025-03-19', 'huggingface', 'due'],
  ['huggingface', '2025-03-20..2025-03-07', 'huggingface', 'sweep'],
  ['huggingface', '2025-03-07..2025-03-20', 'huggingface', 'window'],
  ['huggingface', '2025-03-20..2025-03-20', 'huggingface', 'window'],
  ['arxiv', '2025-03-20', 'arxiv', 'due'],
  ['arxiv-harvest', '2025-03-17..2025-03-18', 'arxiv', 'window'],
  ['import', 'papers.jsonl 2048', 'huggingface', 'import'],
])('a run of %s over %s becomes one of %s, %s', async (before, window, source, kind) => {
  const { client, finish } = await databaseOfBefore();
  await client.query(
    `INSERT INTO "IngestRun" ("source", "window", "state", "startedAt")
     VALUES ($1, $2, 'done', now())`,
    [before, window],
  );
  await finish();
  const { rows } = await client.query('SELECT "source", "kind"::text FROM "IngestRun"');
  expect(rows).toEqual([{ source, kind }]);
});
