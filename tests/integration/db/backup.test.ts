/** Backups hold all data, and a restore replaces everything with them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { writeBackup } from '@/lib/db/backup';
import { closeDatabase, createDatabase } from '@/lib/db/client';
import { restoreBackup } from '@/lib/db/restore';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { copiedDatabase, testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';
import { temporaryFolder } from '../../support/temporary-folder';

const { db, pool } = testDatabase();
const folder = temporaryFolder('backup');
const file = path.join(folder, 'broadsheet.backup');
afterAll(async () => {
  await closeDatabase();
  rmSync(folder, { recursive: true });
});

const AWKWARD = 'A \\. of\ttabs, "quotes",\nlines \\N and \\\\. — 雾';
const NOW = new Date('2025-03-18T09:00:00Z');

beforeEach(async () => {
  await storeListings(
    db,
    [
      listing({ id: '2503.90001', upstreamVotes: 4, paper: { abstract: AWKWARD } }),
      listing({ id: '2503.90002', listedOn: '2025-03-18' }),
    ],
    [],
  );
  const { id: userId } = await addReader(db, 'hana', { topics: ['a', 'b,"c"'] });
  const { id: parentId } = await db.comment.create({
    data: { id: 'z-first', paperId: '2503.90001', userId, body: '\\.' },
  });
  // Its parent comes after it in any order by id.
  await db.comment.create({ data: { id: 'a-answer', paperId: '2503.90001', parentId, body: '' } });
  await db.paper.update({ where: { id: '2503.90001' }, data: { mergedIntoId: '2503.90002' } });
});

/** Another database of the same schema, empty. */
async function otherDatabase(name: string): Promise<{ url: string; other: pg.Pool }> {
  const url = await copiedDatabase(name);
  const other = new pg.Pool({ connectionString: url });
  onTestFinished(() => other.end());
  return { url, other };
}

async function contentsOf(pool: pg.Pool): Promise<Record<string, string[]>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const contents: Record<string, string[]> = {};
  for (const { name } of tables.rows.filter((table) => table.name !== '_prisma_migrations')) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT t::text AS row FROM "${name}" t ORDER BY 1`,
    );
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}

const back = (url: string, replaces = false) => restoreBackup(url, file, { replaces });

test('all of it comes back, and goes on where it was', async () => {
  const steps: string[] = [];
  const rows = await writeBackup(env.DATABASE_URL!, file, {
    now: NOW,
    onProgress: (done, total, table) => void steps.push(`${done}/${total} ${table}`),
  });
  expect(steps.at(-1)).toMatch(new RegExp(`^${rows}/${rows} `));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { url, other } = await otherDatabase('restored');
  expect(await back(url)).toMatchObject({ rows, madeAt: NOW.toISOString() });
  const restored = await contentsOf(other);
  expect(restored).toEqual(await contentsOf(pool));
  expect(restored.Paper).toHaveLength(2);

  const again = createDatabase(url);
  onTestFinished(async () => {
    await again.db.$disconnect();
    await again.pool.end();
  });
  expect((await again.db.paper.findUnique({ where: { id: '2503.90001' } }))?.abstract).toBe(
    (await db.paper.findUnique({ where: { id: '2503.90001' } }))?.abstract,
  );
  // Sequences, triggers and foreign keys work again.
  await storeListings(again.db, [listing({ id: '2503.90003', paper: { title: 'New' } })], []);
  expect(await again.db.embeddingDue.count({ where: { paperId: '2503.90003' } })).toBe(1);
  const orphan = again.db.comment.create({ data: { paperId: 'none', body: 'x' } });
  await expect(orphan).rejects.toThrow(/[Ff]oreign key/);
  const keysOf = async (database: pg.Pool) =>
    (
      await database.query(
        `SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
      )
    ).rows;
  expect(await keysOf(other)).toEqual(await keysOf(pool));
});

test('a database with data is replaced only on request', async () => {
  await writeBackup(env.DATABASE_URL!, file, { now: NOW });
  const { url, other } = await otherDatabase('replaced');
  await other.query(`INSERT INTO "User" ("id", "name", "email", "handle", "updatedAt")
    VALUES ('x', 'X', 'x@tidewater.example', 'x', now())`);
  await expect(back(url)).rejects.toThrow('This database holds 0 papers and 1 readers. --replace');
  expect((await other.query('SELECT FROM "User"')).rowCount).toBe(1);
  await back(url, true);
  expect(await contentsOf(other)).toEqual(await contentsOf(pool));
});

test('what is cut off, damaged, of another version or no backup changes nothing', async () => {
  await writeBackup(env.DATABASE_URL!, file, { now: NOW });
  const whole = readFileSync(file);
  const { url, other } = await otherDatabase('unharmed');
  await other.query(`INSERT INTO "Topic" ("slug", "name", "position", "categories", "words")
    VALUES ('kept', 'Kept', 1, '{}', '{}')`);
  const changed = (edit: (text: string) => string) => gzipSync(edit(gunzipSync(whole).toString()));
  const damaged = Buffer.from(whole);
  const middle = Math.floor(whole.length / 2);
  damaged.fill(0, middle, middle + 40);
  const wrongSum = Buffer.from(whole);
  wrongSum.fill(0, whole.length - 8, whole.length - 4);
  for (const [bytes, words] of [
    [whole.subarray(0, whole.length - 100), 'damaged or incomplete'],
    [whole.subarray(0, whole.length - 4), 'damaged or incomplete'],
    [damaged, 'damaged or incomplete'],
    [wrongSum, 'damaged or incomplete'],
    [changed((text) => `${text}{"rows":1}\n`), 'damaged or incomplete'],
    [changed((text) => text.replace(/\{"rows":1\}/, '{"rows":2}')), 'damaged or incomplete'],
    [
      changed((text) => text.replace('"20261126010000_desk"', '"2999_later"')),
      'a newer version of Broadsheet',
    ],
    [
      changed((text) => text.replace('"20261126010000_desk",', '')),
      'an older version of Broadsheet',
    ],
    [
      changed((text) => text.replace('"broadsheet":1', '"broadsheet":2')),
      'a newer version of Broadsheet',
    ],
    // Content with a valid checksum that can't be stored.
    [changed((text) => text.replace('2025-03-17', '2025-93-17')), 'damaged or incomplete'],
    [changed((text) => text.replace('"abstract"', '"abstrict"')), 'damaged or incomplete'],
    [
      changed((text) => text.replaceAll('id-of-hana', 'id-of-hina').replace('id-of-hina', 'x')),
      'damaged or incomplete',
    ],
    [gzipSync('{"other":1}\n'), 'not a backup of Broadsheet'],
    [gzipSync(''), 'damaged or incomplete'],
    [Buffer.from('PGDMP'), 'not a backup of Broadsheet'],
    [Buffer.alloc(0), 'damaged or incomplete'],
  ] as const) {
    writeFileSync(file, bytes);
    await expect(back(url), words).rejects.toThrow(words);
  }
  rmSync(file);
  await expect(back(url)).rejects.toThrow('ENOENT');
  expect((await contentsOf(other)).Topic).toHaveLength(1);
  expect((await contentsOf(other)).Paper).toEqual([]);
});

test('wherever a backup is cut or a byte of it is flipped, it is refused or restored as it was', async () => {
  await writeBackup(env.DATABASE_URL!, file, { now: NOW });
  const whole = readFileSync(file);
  const { url, other } = await otherDatabase('any_damage');
  const contents = await contentsOf(pool);
  const at = fc.nat({ max: whole.length - 1 });
  const cut = at.map((length) => whole.subarray(0, length));
  const flipped = fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([position, bits]) => {
    const bytes = Buffer.from(whole);
    bytes[position]! ^= bits;
    return bytes;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(cut, flipped), async (bytes) => {
      writeFileSync(file, bytes);
      const error = await back(url, true).then(
        () => null,
        (thrown: unknown) => (thrown instanceof AppError ? thrown.message : thrown),
      );
      if (error !== null) expect(error).toMatch(/^The file is /);
      // Some bytes of the header don't affect the content, such as the time of compression.
      else expect(await contentsOf(other)).toEqual(contents);
    }),
    { numRuns: 200 },
  );
});

test('the command prints one line about a faulty file, and ends with 1', async () => {
  await writeBackup(env.DATABASE_URL!, file, { now: NOW });
  const whole = readFileSync(file);
  const wrong = gzipSync(gunzipSync(whole).toString().replace('2025-03-17', '2025-93-17'));
  for (const [bytes, words] of [
    [wrong, /^The file is damaged or incomplete\. Nothing was changed\.$/],
    [Buffer.from('PGDMP'), /^The file is not a backup of Broadsheet\.$/],
  ] as const) {
    writeFileSync(file, bytes);
    const { code, stderr } = await runRestore();
    expect([code, stderr.trim()], stderr).toEqual([1, expect.stringMatching(words)]);
  }
});

async function runRestore(): Promise<{ code: number | null; stderr: string }> {
  const command = ['.programs/commands.mjs', 'restore', file, '--replace'];
  const child = spawn(process.execPath, command, { env: process.env });
  let stderr = '';
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr };
}
