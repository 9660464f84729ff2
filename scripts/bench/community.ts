/** `npm run bench:community`: measures 200 votes at once, and a page's personal request. */
import type { Pool } from 'pg';
import { createDatabase, type Database } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { castVote } from '@/lib/votes/commands';
import { marksOf } from '@/lib/votes/queries';
import { listing } from '@/tests/support/factories';
import { median, note, report, rounded, runBench } from './bench';
import { openBenchDatabase, type BenchDatabase } from './database';
import { measure, statementsOf } from './explain/plan';

const bench = 'community';
const READERS = 200;
const ROUNDS = 12;
/** The first rounds warm up connections and compiled plans. */
const WARM_UP = 2;
const PRESS_TARGET_RATIO = 5;
const PAGE_PAPERS = 50;
const VOTES_A_READER = 1_000;
const NOW = new Date('2030-05-08T09:00:00Z');
const LONG_AGO = new Date('2030-01-01T00:00:00Z');

type Reader = { id: string; role: 'reader'; createdAt: Date; trustedAt: null; provenAt: Date };

await runBench(async (_dataDir, defer) => {
  const database = await openBenchDatabase(defer);
  const { db, pool } = createDatabase(database.url);
  defer(async () => {
    await db.$disconnect();
    await pool.end();
  });
  const readers = await storeReaders(db);
  await measurePresses(db, pool, readers);
  await measurePersonalRequest(database, readers);
});

async function storeReaders(db: Database): Promise<Reader[]> {
  const ids = Array.from({ length: READERS }, (_, number) => `reader-${number}`);
  await db.user.createMany({
    data: ids.map((id) => ({
      id,
      name: id,
      handle: id,
      email: `${id}@reader.example`,
      createdAt: LONG_AGO,
    })),
  });
  return ids.map((id) => ({
    id,
    role: 'reader',
    createdAt: LONG_AGO,
    trustedAt: null,
    provenAt: LONG_AGO,
  }));
}

/** Alternates between bare inserts through the pool and as many votes, on one paper a round. */
async function measurePresses(db: Database, pool: Pool, readers: Reader[]): Promise<void> {
  await pool.query(
    'CREATE TABLE bench_press (paper text, reader text, PRIMARY KEY (paper, reader))',
  );
  const [bare, pressed]: [number[], number[]] = [[], []];
  let wrong = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const paperId = `2030.${10_000 + round}`;
    await storeListings(db, [listing({ id: paperId, listedOn: '2030-05-08' })], []);
    bare.push(
      await slowestOfMost(readers, ({ id }) =>
        pool.query('INSERT INTO bench_press VALUES ($1, $2)', [paperId, id]),
      ),
    );
    pressed.push(
      await slowestOfMost(readers, (reader) =>
        castVote(db, { reader, paperId, networkHash: reader.id, now: NOW }),
      ),
    );
    // Repeats each vote, as a double click does.
    await Promise.all(
      readers.map((reader) => castVote(db, { reader, paperId, networkHash: reader.id, now: NOW })),
    );
    const { upvotes, votes } = await db.paper.findUniqueOrThrow({ where: { id: paperId } });
    const rows = await db.vote.count({ where: { paperId } });
    wrong += [upvotes, votes, rows].filter((count) => count !== READERS).length;
  }
  const [insertMs, pressMs] = [median(bare.slice(WARM_UP)), median(pressed.slice(WARM_UP))];
  report(
    {
      bench,
      metric: 'press_p95_ratio',
      value: pressMs / insertMs,
      target: PRESS_TARGET_RATIO,
      better: 'lower',
    },
    { press_ms: rounded(pressMs), insert_ms: rounded(insertMs), at_once: READERS },
  );
  report(
    { bench, metric: 'lost_or_double_votes', value: wrong, target: 0, better: 'lower' },
    { votes: ROUNDS * READERS, pressed: 2 * ROUNDS * READERS },
  );
}

/** The 95th percentile in milliseconds of operations started at once. */
async function slowestOfMost(
  readers: Reader[],
  act: (reader: Reader) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  const times = await Promise.all(
    readers.map(async (reader) => {
      await act(reader);
      return performance.now() - startedAt;
    }),
  );
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

/** Requests a page of 50 papers as a reader with many votes, among many readers. */
async function measurePersonalRequest(database: BenchDatabase, readers: Reader[]): Promise<void> {
  const { db } = database;
  note(`Writing ${(2 * READERS * VOTES_A_READER).toLocaleString('en')} marks.`);
  await db.$executeRaw`
    INSERT INTO "Paper" ("id", "source", "title", "abstract", "abstractSource", "publishedOn")
    SELECT '2031.' || n, 'arxiv', 'A paper', '', 'arxiv', '2030-05-08' FROM generate_series(1, ${VOTES_A_READER}) n`;
  for (const table of ['Vote', 'Bookmark'] as const) {
    await fill(database, table);
  }
  await db.$executeRaw`ANALYZE "Vote", "Bookmark"`;
  const papers = Array.from({ length: PAGE_PAPERS }, (_, place) => `2031.${place * 7 + 1}`);
  const userId = readers[17]?.id ?? '';
  const statements = await statementsOf(() => marksOf(db, userId, papers));
  report({
    bench,
    metric: 'personal_request_statements',
    value: statements.length,
    target: 1,
    better: 'lower',
  });
  const [statement] = statements;
  if (!statement) throw new Error('No requests were sent.');
  const { rows, ms, withoutIndex, plan } = await measure(await database.connect(), statement);
  report(
    {
      bench,
      metric: 'personal_request_rows',
      value: rows,
      target: 2 * PAGE_PAPERS,
      better: 'lower',
    },
    { ms: rounded(ms), papers: PAGE_PAPERS, plan },
    rows <= 2 * PAGE_PAPERS && withoutIndex.length === 0,
  );
}

async function fill({ connect }: BenchDatabase, table: 'Vote' | 'Bookmark'): Promise<void> {
  const client = await connect();
  await client.query(`
    INSERT INTO "${table}" ("userId", "paperId")
    SELECT u."id", '2031.' || n FROM "User" u, generate_series(1, ${VOTES_A_READER}) n`);
}
