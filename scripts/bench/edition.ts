/** `npm run bench:edition`: measures the archive's import, and an edition of 50 papers. */
import { env } from '@/lib/env';
import { loadSampleEdition } from '@/lib/ingest/sample';
import { readSecrets } from '@/scripts/serve/secrets';
import { importArchive } from './archive';
import { note, report, runBench, secondsSince, type Defer } from './bench';
import { openBenchDatabase } from './database';
import { compareTimes } from './edition/latency';
import { fetchPage } from './page';
import { startBareServer, startServers } from './edition/servers';
import { compareRates, dynamicPagesPerSecond } from './edition/throughput';
import { buildPages } from './program';

const bench = 'edition';
/** A day of the archive with 50 papers. */
const DAY = '2025-09-30';
const PAGE = `/papers/date/${DAY}`;

const IMPORT_TARGET_S = 60;
const BODY_TARGET_BYTES = 32_000;
const FRONT_TARGET_RATIO = 0.5;
const MISS_TARGET_RATIO = 1.3;

await runBench(async (dataDir, defer) => {
  await buildPages(defer);
  const { url, db, folder } = await openBenchDatabase(defer);
  await loadSampleEdition(db);
  await measureImport(defer, { url, dataDir });
  // Autovacuum does so within minutes.
  await db.$executeRaw`ANALYZE`;
  const papers = await db.appearance.count({ where: { listedOn: new Date(DAY) } });
  note(`${DAY} has ${papers} papers.`);

  const { front, next, memory } = await startServers(defer, {
    DATABASE_URL: url,
    ...(await readSecrets(folder, (name) => env[name])),
  });
  await measureBody(front + PAGE);
  const bare = await startBareServer(defer, front + PAGE);
  const rates = await compareRates(front + PAGE, bare + PAGE);
  report(
    {
      bench,
      metric: 'front_ratio',
      value: rates.ratio,
      target: FRONT_TARGET_RATIO,
      better: 'higher',
    },
    rates.details,
  );
  const times = await compareTimes(next + PAGE, memory + PAGE);
  report(
    { bench, metric: 'miss_ratio', value: times.ratio, target: MISS_TARGET_RATIO, better: 'lower' },
    times.details,
  );
  const value = await dynamicPagesPerSecond(next + PAGE);
  report({ bench, metric: 'dynamic_pages_per_second', value, target: null, better: 'higher' });
});

async function measureImport(defer: Defer, from: { url: string; dataDir: string }): Promise<void> {
  const startedAt = performance.now();
  const message = await importArchive(defer, from);
  const value = secondsSince(startedAt);
  note(message);
  const rows = Number(/^(\d+) read/m.exec(message)?.[1]);
  report(
    { bench, metric: 'import_seconds', value, target: IMPORT_TARGET_S, better: 'lower' },
    { rows },
  );
}

/** Measures the first request, before any cache has the page. */
async function measureBody(url: string): Promise<void> {
  const { body } = await fetchPage(url, 'br');
  const plain = await fetchPage(url, 'identity');
  report(
    {
      bench,
      metric: 'brotli_bytes',
      value: body.length,
      target: BODY_TARGET_BYTES,
      better: 'lower',
    },
    { uncompressed: plain.body.length },
  );
}
