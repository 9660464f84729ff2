/** `npm run bench:api`: measures an API list, and a month of polls of a feed. */
import { env } from '@/lib/env';
import { freePort } from '@/lib/ports';
import { readSecrets } from '@/scripts/serve/secrets';
import { pollForAMonth } from './api/polls';
import { importArchive } from './archive';
import { note, report, runBench } from './bench';
import { openBenchDatabase } from './database';
import { startBareServer } from './edition/servers';
import { compareRates } from './edition/throughput';
import { fetchPage } from './page';
import { buildPages, startProgram } from './program';

const bench = 'api';
const LIST = '/api/daily_papers?limit=50';
const FEED = '/feeds/daily.rss';
const FRONT_TARGET_RATIO = 0.5;

await runBench(async (dataDir, defer) => {
  await buildPages(defer);
  const { url, db, folder } = await openBenchDatabase(defer);
  note(await importArchive(defer, { url, dataDir }));
  await db.$executeRaw`ANALYZE`;

  const [port, nextPort, countPort] = [await freePort(), await freePort(), await freePort()];
  const settings = {
    ...(await readSecrets(folder, (name) => env[name])),
    DATABASE_URL: url,
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    PORT: String(port),
    NEXT_PORT: String(nextPort),
    QUERY_COUNT_PORT: String(countPort),
  };
  const counted = ['--import', './scripts/bench/api/count-queries.ts'];
  const next = [...counted, '.programs/next-server.mjs', '--port', String(nextPort)];
  await startProgram(defer, { args: next, env: settings });
  await startProgram(defer, { args: ['.programs/web.mjs'], env: settings });

  const front = `http://127.0.0.1:${port}`;
  const plain = await fetchPage(front + LIST, 'identity');
  const compressed = await fetchPage(front + LIST, 'br');
  note(`${plain.body.length} bytes, ${compressed.body.length} with brotli.`);
  const bare = await startBareServer(defer, front + LIST);
  const { ratio, details } = await compareRates(front + LIST, bare + LIST);
  const target = FRONT_TARGET_RATIO;
  report({ bench, metric: 'front_ratio', value: ratio, target, better: 'higher' }, details);

  const polls = await pollForAMonth(defer, { nextPort, countPort, feed: FEED });
  report(
    { bench, metric: 'feed_poll_queries', value: polls.queries, target: 0, better: 'lower' },
    polls.details,
  );
});
