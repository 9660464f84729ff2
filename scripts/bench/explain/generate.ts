/**
 * Generates a million papers distributed like real ones: over the weekdays of 27 years, with
 * crowded days, tied votes and Zipf word frequencies. Deterministic. Three authors a paper instead
 * of seven, because a card reads no more.
 */
import type pg from 'pg';
import { EPOCH, HALF_LIFE_HOURS, SIGNAL_WEIGHT } from '@/lib/ranking/trending';
import { note, secondsSince } from '../bench';
import type { BenchDatabase } from '../database';

export const LAST_DAY = '2026-10-30';
/** The weekday before has ten times the papers. */
export const CROWDED_DAY = '2026-10-29';
export const PAPERS_A_DAY = 130;
export const PAPERS_A_CROWDED_DAY = 1_200;
/** Number of votes on a reader's favourite. */
export const POPULAR_VOTES = 5_000;
export const VOCABULARY = 60_000;

const AUTHORS = 3;
const RUNS = 200_000;
/** One for each core of the smallest supported machine. */
const WRITERS = 2;
export const BIG_TABLES = ['Paper', 'PaperAuthor', 'Appearance', 'Signal', 'IngestRun'];

/** Makes a rank's word from its number; draws ranks with Zipf frequencies. */
const WORDS = `
  CREATE FUNCTION bench_word(rank double precision) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT translate(to_hex(floor(rank)::int * 4099), '0123456789abcdef', 'etaoinsrhldcumfp')
  $$;
  CREATE FUNCTION bench_text(words int) RETURNS text VOLATILE LANGUAGE sql AS $$
    SELECT string_agg(bench_word(power(${VOCABULARY}, random())), ' ') FROM generate_series(1, words)
  $$;
  CREATE FUNCTION bench_name() RETURNS text VOLATILE LANGUAGE sql AS $$
    SELECT initcap(bench_word(power(3000, random())) || ' ' || bench_word(power(30000, random())))
  $$`;

/** Joins each abstract from two halves, several times faster than word by word. */
const HALVES = 100_000;
const HALF_ABSTRACTS = `
  CREATE UNLOGGED TABLE bench_half AS
  SELECT n, bench_text(65 + n % 20) AS words FROM generate_series(0, ${HALVES - 1}) n;
  ANALYZE bench_half`;

/** Votes: median 6, a tenth above 26, as on a real day. */
const LISTINGS = `
  CREATE UNLOGGED TABLE bench_listing AS
  SELECT row_number() OVER listed AS n, day,
    to_char(day, 'YYMM.') ||
      lpad((row_number() OVER (PARTITION BY date_trunc('month', day) ORDER BY day, place))::text, 5, '0') AS id,
    CASE WHEN age = 1 AND place = 1 THEN ${POPULAR_VOTES}
      ELSE least(900, floor(exp(random_normal(ln(6), 1.15))))::int END AS votes,
    day::timestamp AT TIME ZONE 'UTC' + random() * interval '20 hours' AS "submittedAt"
  FROM (
    SELECT weekday.day, weekday.age, place FROM (
      SELECT day::date, row_number() OVER (ORDER BY day DESC) AS age
      FROM generate_series($1::date - 50000, $1::date, interval '1 day') day
      WHERE extract(isodow FROM day) < 6
    ) weekday CROSS JOIN LATERAL generate_series(
      1, CASE WHEN age % 90 = 2 THEN ${PAPERS_A_CROWDED_DAY} ELSE ${PAPERS_A_DAY} END
    ) place
    ORDER BY weekday.day DESC LIMIT $2
  ) spread WINDOW listed AS (ORDER BY day, place)`;

const PAPERS = `
  INSERT INTO "Paper" ("id", "source", "title", "abstract", "abstractSource", "authorCount", "categories",
    "primaryCategory", "topics", "publishedOn", "version", "arxivReadAt", "codeUrl", "codeStars",
    "organization", "upstreamVotes", "upstreamComments", "votes", "upstreamReadAt",
    "massDay", "massWeek", "massMonth", "createdAt")
  SELECT id, 'arxiv', bench_text(9), one.words || '. ' || other.words, 'arxiv', ${AUTHORS},
    '{cs.LG,cs.CL}', 'cs.LG', ARRAY['topic-' || l.n % 16], day - 2, 1,
    CASE WHEN l.n % 20000 > 0 THEN "submittedAt" + interval '1 day' END,
    CASE WHEN l.n % 3 = 0 THEN 'https://code.example/' || l.n END,
    CASE WHEN l.n % 3 = 0 THEN votes * 7 END,
    CASE WHEN l.n % 4 = 0 THEN 'Institute ' || l.n % 500 END,
    votes, 1, votes, "submittedAt" + interval '8 hours',
    ${massSql('day')}, ${massSql('week')}, ${massSql('month')}, "submittedAt"
  FROM bench_listing l
  JOIN bench_half one ON one.n = l.n * 7919 % ${HALVES}
  JOIN bench_half other ON other.n = (l.n * 104729 + l.n / ${HALVES}) % ${HALVES}
  WHERE l.n > $1 AND l.n <= $2`;

const AUTHOR_ROWS = `
  INSERT INTO "PaperAuthor" ("paperId", "position", "name")
  SELECT id, position, bench_name()
  FROM bench_listing, generate_series(0, ${AUTHORS - 1}) position
  WHERE n > $1 AND n <= $2`;

/** One paper in two thousand is listed twice, as in the archive. */
const APPEARANCES = `
  INSERT INTO "Appearance" ("paperId", "listedOn", "weekOf", "monthOf", "submittedBy",
    "submittedAt", "pickRank", "votes")
  SELECT id, "on", date_trunc('week', "on")::date, date_trunc('month', "on")::date,
    'reader-' || n % 3000, "submittedAt", CASE WHEN n % 200 = 0 THEN 1 END, votes
  FROM bench_listing, LATERAL (
    SELECT day AS "on" UNION ALL SELECT day + 1 WHERE n % 2000 = 0
  ) days
  WHERE n > $1 AND n <= $2`;

const SIGNALS = `
  INSERT INTO "Signal" ("paperId", "kind", "key", "amount", "at")
  SELECT id, 'listing', day::text, 1, "submittedAt" FROM bench_listing WHERE n > $1 AND n <= $2`;

const POPULAR_PAPER = `
  INSERT INTO "Signal" ("paperId", "kind", "key", "amount", "at")
  SELECT id, 'vote', 'reader-' || voter, 1, "submittedAt" + voter * interval '1 minute'
  FROM bench_listing, generate_series(1, votes) voter WHERE votes = ${POPULAR_VOTES}`;

const INGEST_RUNS = `
  INSERT INTO "IngestRun" ("source", "kind", "window", "state", "cursor", "startedAt", "finishedAt")
  SELECT (ARRAY['huggingface', 'arxiv', 'arxiv'])[run % 3 + 1],
    (ARRAY['due', 'due', 'window'])[run % 3 + 1]::"IngestKind",
    at::date || '..' || at::date, 'done', at::date::text, at, at + interval '1 minute'
  FROM generate_series(1, ${RUNS}) run,
    LATERAL (SELECT $1::timestamptz - run * interval '15 minutes' AS at) times`;

/** Fills an empty database; returns the seconds. */
export async function generatePapers(database: BenchDatabase, papers: number): Promise<number> {
  const startedAt = performance.now();
  const client = await connect(database);
  const done = (what: string) => note(`${secondsSince(startedAt).toFixed(0)} s: ${what}`);
  await client.query('SELECT setseed(0.14)');
  await client.query(WORDS);
  await client.query(HALF_ABSTRACTS);
  await client.query(LISTINGS, [LAST_DAY, papers]);
  const indexes = await takeDownIndexes(client);
  const share = Math.ceil(papers / WRITERS);
  await Promise.all(
    Array.from({ length: WRITERS }, (_, writer) =>
      writeShare(database, writer * share, (writer + 1) * share),
    ),
  );
  await client.query(POPULAR_PAPER);
  await client.query(INGEST_RUNS, [LAST_DAY]);
  done('rows written');
  for (const index of indexes) await client.query(index);
  done(`${indexes.length} indexes made again`);
  await client.query('VACUUM (ANALYZE)');
  done('vacuumed');
  return secondsSince(startedAt);
}

async function writeShare(database: BenchDatabase, after: number, last: number): Promise<void> {
  const client = await connect(database);
  await client.query('SELECT setseed($1)', [1 / (after + 2)]);
  for (const rows of [PAPERS, AUTHOR_ROWS, APPEARANCES, SIGNALS]) {
    await client.query(rows, [after, last]);
  }
}

/** Drops indexes for a faster bulk insert; returns the statements that recreate them. */
async function takeDownIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT c.oid::regclass AS name, pg_get_indexdef(c.oid) AS definition
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_class t ON t.oid = i.indrelid
     WHERE t.relname = ANY($1) AND NOT i.indisprimary
     ORDER BY 1`,
    [BIG_TABLES],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

async function connect(database: BenchDatabase): Promise<pg.Client> {
  const client = await database.connect();
  // Generated rows are consistent, so skips the foreign key checks.
  await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '1GB'`);
  return client;
}

/** log2 of the listing's and source's votes, which lib/ranking/trending.ts adds up. */
function massSql(window: keyof typeof HALF_LIFE_HOURS): string {
  const { listing, upstream_votes: vote } = SIGNAL_WEIGHT;
  return `ln(${listing} + ${vote} * votes) / ln(2) + extract(epoch FROM
    "submittedAt" - timestamptz '${EPOCH.toISOString()}') / 3600 / ${HALF_LIFE_HOURS[window]}`;
}
