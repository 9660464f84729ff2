/** Compares the cost of a digest for readers with an account and without one. */
import type pg from 'pg';
import type { Database } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { median, note, report, rounded, type Defer } from '../bench';
import { INTEREST_SETS } from './subscribers';
import { startSenders } from './senders';

const bench = 'digest';
const READERS = 6_000;
const [VOTES, FOLLOWED_TOPICS, FOLLOWED_AUTHORS, SEARCHES] = [20, 2, 3, 3];
/** Number of newest papers that get votes; the newest get the most. */
const VOTED_PAPERS = 3_000;
const ROUNDS = 3;
const ROUND_SECONDS = 5;
const WARM_UP_SECONDS = 3;

const RATIO_TARGET = 0.5;
const RATE_TARGET = 280;

/** Number of subscribers that aren't due, kept in a table of their own. */
const CHOOSE_READERS = `
  CREATE UNLOGGED TABLE bench_readers AS
  SELECT (row_number() OVER (ORDER BY "id"))::int AS n, "id", 'account of ' || "id" AS user_id
  FROM (SELECT "id" FROM "Subscription" WHERE "state" = 'active' ORDER BY "id" LIMIT ${2 * READERS}) s`;

/** The second half gets an account. */
const ADD_ACCOUNTS = `
  INSERT INTO "User" ("id", "name", "email", "emailVerified", "updatedAt", "handle", "topics", "authors")
  SELECT user_id, 'Reader ' || n, 'account' || n || '@bench.example', true, now(), 'reader-' || n,
    (SELECT array_agg("slug") FROM (
       SELECT "slug" FROM "Topic" ORDER BY md5("slug" || n) LIMIT ${FOLLOWED_TOPICS}) t),
    (SELECT array_agg("name") FROM (
       SELECT "name" FROM bench_names WHERE at IN (n % 997, n * 7 % 997, n * 13 % 997)
       LIMIT ${FOLLOWED_AUTHORS}) a)
  FROM bench_readers WHERE n > ${READERS}`;
const NAMES = `
  CREATE UNLOGGED TABLE bench_names AS
  SELECT (row_number() OVER ())::int - 1 AS at, "name" FROM (
    SELECT DISTINCT "name" FROM "PaperAuthor" LIMIT 997) a`;
const ADD_VOTES = `
  WITH newest AS (
    SELECT (row_number() OVER (ORDER BY "publishedOn" DESC, "id"))::int - 1 AS at, "id" FROM "Paper"
    ORDER BY "publishedOn" DESC, "id" LIMIT ${VOTED_PAPERS}
  )
  INSERT INTO "Vote" ("paperId", "userId", "createdAt")
  SELECT newest."id", user_id, now() - vote * interval '1 hour'
  FROM bench_readers CROSS JOIN generate_series(1, ${VOTES}) vote
  JOIN newest ON newest.at = floor(
    ${VOTED_PAPERS} * power((hashint8(n::bigint * 1000 + vote)::bigint + 2147483648) / 4294967296.0, 2))::int
  WHERE n > ${READERS} ON CONFLICT DO NOTHING`;
/** One or two words that the benchmark's interests contain. */
const ADD_SEARCHES = `
  INSERT INTO "SavedSearch" ("id", "userId", "query")
  SELECT gen_random_uuid()::text, user_id,
    wants.words_in[1] || CASE WHEN search = 2 AND array_length(wants.words_in, 1) > 1
      THEN ' ' || wants.words_in[2] ELSE '' END
  FROM bench_readers CROSS JOIN generate_series(1, ${SEARCHES}) search
  JOIN bench_interests wants ON wants.n = (bench_readers.n * 31 + search * 101) % ${INTEREST_SETS}
  WHERE bench_readers.n > ${READERS} ON CONFLICT DO NOTHING`;
const JOIN_ACCOUNTS = `
  UPDATE "Subscription" s SET "userId" = r.user_id FROM bench_readers r
  WHERE r."id" = s."id" AND r.n > ${READERS}`;

/** Lets papers of earlier rounds be sent again. */
const BEGIN_ROUND = `
  WITH closed AS (UPDATE "Delivery" SET "state" = 'skipped' WHERE "isOpen"),
  forgotten AS (
    DELETE FROM "DeliveredPaper" d USING bench_readers r WHERE d."subscriptionId" = r."id"),
  undone AS (DELETE FROM "Delivery" d USING bench_readers r WHERE d."subscriptionId" = r."id")
  UPDATE "Subscription" s SET "nextDueAt" = $1 FROM bench_readers r
  WHERE r."id" = s."id" AND (r.n > ${READERS}) = $2`;

type Senders = Parameters<typeof startSenders>[1];
type Bench = { db: Database; connection: pg.Client; senders: Senders; nextMinute: () => Date };

/** Runs one process at a time, in alternating rounds. */
export async function reportReaders(defer: Defer, measured: Bench): Promise<void> {
  const { db, connection, senders, nextMinute } = measured;
  note('Readers with an account.');
  const statements = [CHOOSE_READERS, NAMES, ADD_ACCOUNTS, ADD_VOTES, ADD_SEARCHES, JOIN_ACCOUNTS];
  for (const statement of statements) await connection.query(statement);
  await connection.query('ANALYZE "User", "Vote", "SavedSearch", "Subscription", "Delivery"');
  const sender = await startSenders(defer, { ...senders, count: 1 });
  const rate = async (hasAccount: boolean, seconds: number) => {
    const at = nextMinute();
    await connection.query(BEGIN_ROUND, [at, hasAccount]);
    await planDigests(db, at);
    const { perSecond, cpuMsPerMail } = await sender.tell({
      do: 'deliver',
      at: at.toISOString(),
      seconds,
    });
    return { perSecond, cpuMsPerMail };
  };
  for (const hasAccount of [false, true]) await rate(hasAccount, WARM_UP_SECONDS);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ bare: await rate(false, ROUND_SECONDS), own: await rate(true, ROUND_SECONDS) });
  }
  const ratios = rounds.map(({ bare, own }) => own.perSecond / bare.perSecond);
  report(
    {
      bench,
      metric: 'account_ratio',
      value: median(ratios),
      target: RATIO_TARGET,
      better: 'higher',
    },
    {
      withoutAccount: rounded(median(rounds.map(({ bare }) => bare.perSecond))),
      cpuMsPerMail: rounded(median(rounds.map(({ own }) => own.cpuMsPerMail))),
      cpuMsWithoutAccount: rounded(median(rounds.map(({ bare }) => bare.cpuMsPerMail))),
      rounds: ratios.map(rounded),
    },
  );
  report({
    bench,
    metric: 'account_rate',
    value: median(rounds.map(({ own }) => own.perSecond)),
    target: RATE_TARGET,
    better: 'higher',
  });
}
