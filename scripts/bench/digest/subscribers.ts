/** Generates subscribers in 24 time zones with 500 different interests and given due times. */
import type pg from 'pg';
import type { Database } from '@/lib/db/client';

export const INTEREST_SETS = 500;
/** One for each UTC offset, in August. */
const ZONES = `
  Pacific/Pago_Pago Pacific/Honolulu Pacific/Gambier America/Anchorage America/Los_Angeles
  America/Denver America/Chicago America/New_York America/Sao_Paulo America/Noronha
  Atlantic/Cape_Verde UTC Europe/London Europe/Vienna Africa/Nairobi Asia/Dubai Asia/Karachi
  Asia/Dhaka Asia/Bangkok Asia/Shanghai Asia/Tokyo Australia/Brisbane Pacific/Noumea
  Pacific/Auckland`
  .trim()
  .split(/\s+/);

const MAX_PAPERS = 8;
const SHORTEST_WORD = 6;
/** Number of recent papers that words and names are taken from. */
const PAPERS_READ = 600;

/** Number of subscribers in a group that are due at an instant. */
export type Due = { at: Date; count: number };

/** Interests of readers, in the archive's own vocabulary. */
export async function inventInterests(db: Database, connection: pg.Client): Promise<void> {
  const topics = (await db.topic.findMany()).map(({ slug }) => slug);
  const papers = await db.paper.findMany({
    orderBy: [{ publishedOn: 'desc' }, { id: 'asc' }],
    take: PAPERS_READ,
    select: { title: true, authors: { orderBy: { position: 'asc' }, select: { name: true } } },
  });
  const words = papers.flatMap(({ title }) =>
    title.split(/[^\p{L}-]+/u).filter(({ length }) => length >= SHORTEST_WORD),
  );
  const names = papers.flatMap(({ authors }) => authors.map(({ name }) => name));
  const some = (list: string[], count: number, n: number) =>
    Array.from({ length: count }, (_, at) => list[(n * 7_919 + at * 104_729) % list.length]);
  const sets = Array.from({ length: INTEREST_SETS }, (_, n) => ({
    n,
    topics: some(topics, n % 5, n),
    authors: some(names, n % 3, n),
    words_in: some(words, 1 + (n % 6), n),
    words_out: some(words, n % 2, n + INTEREST_SETS),
  }));
  await connection.query(
    `CREATE UNLOGGED TABLE bench_interests
       (n int PRIMARY KEY, topics text[], authors text[], words_in text[], words_out text[])`,
  );
  await connection.query(
    `INSERT INTO bench_interests SELECT * FROM jsonb_to_recordset($1)
       AS sets(n int, topics text[], authors text[], words_in text[], words_out text[])`,
    [JSON.stringify(sets)],
  );
}

const SUBSCRIPTIONS = `
  INSERT INTO "Subscription" ("id", "email", "state", "cadence", "hour", "timeZone", "maxPapers",
    "topics", "authors", "wordsIn", "wordsOut", "manageTokenHash", "confirmedAt", "nextDueAt")
  SELECT gen_random_uuid()::text, 'reader' || reader || '@bench.example', 'active', 'daily',
    extract(hour FROM due_at AT TIME ZONE zone), zone, ${MAX_PAPERS},
    wants.topics, wants.authors, wants.words_in, wants.words_out, 'link of ' || reader,
    due_at - interval '30 days', due_at
  FROM generate_series($1::int + 1, $1::int + $2::int) reader
  JOIN bench_interests wants ON wants.n = reader % ${INTEREST_SETS}
  -- A prime spreads those who are due over the whole group.
  CROSS JOIN LATERAL (SELECT (reader::bigint * 7919) % $2::int AS place) places
  CROSS JOIN LATERAL (SELECT ($3::text[])[reader % ${ZONES.length} + 1] AS zone) zones
  CROSS JOIN LATERAL (
    SELECT coalesce(
      (SELECT due.at FROM unnest($4::timestamptz[], $5::int[]) AS due(at, last)
       WHERE place < due.last ORDER BY due.last LIMIT 1),
      $6::timestamptz + place * interval '18 hours' / $2::int
    ) AS due_at
  ) times`;

/**
 * Adds `count` subscribers to the `before` existing ones; `rest` is due for those not in `dues`.
 */
export async function addSubscribers(
  connection: pg.Client,
  { before, count, dues, rest }: { before: number; count: number; dues: Due[]; rest: Date },
): Promise<void> {
  let last = 0;
  const places = dues.map((due) => (last += due.count));
  const instants = dues.map(({ at }) => at);
  await connection.query(SUBSCRIPTIONS, [before, count, ZONES, instants, places, rest]);
  await connection.query('VACUUM (ANALYZE) "Subscription", "DueDigest"');
}
