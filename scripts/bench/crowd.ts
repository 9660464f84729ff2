/** `npm run bench:crowd`: runs 10,000 searches at once, of few queries and of 10,000. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { freePort } from '@/lib/ports';
import { MODEL_ID } from '@/lib/search/meaning/embedder/model-file';
import { readSecrets } from '@/scripts/serve/secrets';
import { importArchive } from './archive';
import { note, report, runBench, secondsSince, type Defer } from './bench';
import { flood } from './crowd/flood';
import { openBenchDatabase } from './database';
import { fetchPage } from './page';
import { buildPages, startProgram } from './program';
import { readWords, seededRandom, zipfRank, type Word } from './search/vocabulary';

const bench = 'crowd';
const PEOPLE = 10_000;
const FEW_QUERIES = 200;
const WORDS_A_QUERY = 3;
const LONGEST_STATEMENT_S = 2;
const LOOK_EVERY_MS = 20;
const DIMS = 384;

await runBench(async (dataDir, defer) => {
  await buildPages(defer);
  const { url, db, folder } = await openBenchDatabase(defer);
  note(await importArchive(defer, { url, dataDir }));
  await inventVectors(db);
  await db.$executeRaw`ANALYZE`;
  const site = await startSite(defer, {
    ...(await readSecrets(folder, (name) => env[name])),
    DATABASE_URL: url,
  });

  const queries = queriesOf(await readWords(dataDir), PEOPLE + FEW_QUERIES);
  const few = queries.slice(PEOPLE);
  await fetchPage(site.front + searchFor('warm up'), 'identity');
  const same = Array.from({ length: PEOPLE }, (_, person) => few[person % FEW_QUERIES] ?? '');
  await measure(db, site, { name: 'few_queries', requests: same });
  await measure(db, site, { name: 'own_queries', requests: queries.slice(0, PEOPLE) });
});

type Site = { front: string; processes: Record<'front' | 'pages', number> };

async function startSite(defer: Defer, settings: Record<string, string>): Promise<Site> {
  const [port, nextPort] = [await freePort(), await freePort()];
  const started = {
    ...settings,
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    PORT: String(port),
    NEXT_PORT: String(nextPort),
  };
  const next = ['.programs/next-server.mjs', '--port', String(nextPort)];
  const pages = await startProgram(defer, { args: next, env: started });
  const front = await startProgram(defer, { args: ['.programs/web.mjs'], env: started });
  return { front: `http://127.0.0.1:${port}`, processes: { front, pages } };
}

/** Random vectors: semantic search costs the same, and embedding the archive takes minutes. */
async function inventVectors(db: Database): Promise<void> {
  await db.embedder.create({ data: { id: MODEL_ID, dims: DIMS, state: 'active' } });
  await db.$executeRaw`
    INSERT INTO "Embedding" ("paperId", "embedder", "textHash", "vector")
    SELECT p."id", ${MODEL_ID}, 'invented', (
      SELECT string_agg(sha256(convert_to(p."id" || part, 'UTF8')), ''::bytea)
      FROM generate_series(1, ${DIMS / 32}::int) AS part
    ) FROM "Paper" p`;
}

/** Distinct queries, of words as common as in the archive. */
function queriesOf(words: readonly Word[], count: number): string[] {
  const random = seededRandom(7);
  const queries = new Set<string>();
  const draw = () => words[zipfRank(words.length, random)]?.word ?? '';
  while (queries.size < count) queries.add(Array.from({ length: WORDS_A_QUERY }, draw).join(' '));
  return [...queries];
}

function searchFor(query: string): string {
  return `/papers?q=${encodeURIComponent(query).replaceAll('%20', '+')}`;
}

async function measure(
  db: Database,
  { front, processes }: Site,
  { name, requests }: { name: string; requests: string[] },
): Promise<void> {
  const startedAt = performance.now();
  const watching = new AbortController();
  const longest = watchStatements(db, watching.signal);
  const { statuses, rude, seconds } = await flood(front, requests.map(searchFor));
  const wholeSeconds = secondsSince(startedAt);
  watching.abort();
  const after = await untilAnswered(`${front}${searchFor(`after ${name}`)}`);
  const expected = (statuses['200'] ?? 0) + (statuses['503'] ?? 0);
  const at = (share: number) => Number(seconds[Math.ceil(seconds.length * share) - 1]?.toFixed(2));
  report(
    {
      bench,
      metric: `${name}_neither_answered_nor_turned_away`,
      value: requests.length - expected + rude,
      target: 0,
      better: 'lower',
    },
    {
      answered: statuses['200'] ?? 0,
      turnedAway: statuses['503'] ?? 0,
      statuses: JSON.stringify(statuses),
      medianSeconds: at(0.5),
      p95Seconds: at(0.95),
      slowestSeconds: at(1),
      wholeSeconds: Number(wholeSeconds.toFixed(1)),
      secondsToTheNextAnswer: Number(after.toFixed(2)),
      frontMb: peakMegabytes(processes.front),
      pagesMb: peakMegabytes(processes.pages),
    },
  );
  report({
    bench,
    metric: `${name}_longest_statement_s`,
    value: await longest,
    target: LONGEST_STATEMENT_S,
    better: 'lower',
  });
}

/** The longest runtime seen of any statement until the signal, in seconds. */
async function watchStatements(db: Database, signal: AbortSignal): Promise<number> {
  let longest = 0;
  while (!signal.aborted) {
    const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
      SELECT max(extract(epoch FROM clock_timestamp() - query_start))::float8 AS seconds
      FROM pg_stat_activity
      WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()`;
    longest = Math.max(longest, row?.seconds ?? 0);
    await sleep(LOOK_EVERY_MS);
  }
  return longest;
}

/** Seconds until a later visitor gets an answer. */
async function untilAnswered(url: string): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    try {
      await fetchPage(url, 'identity');
      return secondsSince(startedAt);
    } catch (error) {
      if (secondsSince(startedAt) > 120) throw error;
      await sleep(100);
    }
  }
}

/** A process's peak memory, as Linux reports it. */
function peakMegabytes(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(kilobytes) / 1_024);
}
