/** `votes recount`, `search reindex` and `doctor`: rebuilds derived data, and reports problems. */
import { Command } from 'commander';
import { database, databasePool } from '@/lib/db/client';
import { pendingMigrations } from '@/lib/db/migrate';
import { findLatestDay } from '@/lib/editions/queries';
import { env, listenHost, publicUrl } from '@/lib/env';
import { words } from '@/lib/words';
import { troubleInWords } from '@/lib/ingest/run/failure-rules';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { queueDepth } from '@/lib/queue/queries';
import { recountPapers } from '@/lib/ranking/commands';
import { reindexPapers } from '@/lib/search/words/index-commands';
import { askForRefusedAgain } from '@/lib/search/meaning/embedding-commands';
import { progressBar } from './progress';

export function maintenanceCommands(): Command[] {
  const votes = new Command('votes').description('Maintain counters and trending scores.');
  votes
    .command('recount')
    .description('Rebuild all counters and scores from their rows.')
    .action(recount);
  const search = new Command('search').description('Maintain the search index.');
  search
    .command('reindex')
    .description('Index all papers again. Search stays available.')
    .action(reindex);
  const doctor = new Command('doctor')
    .description('Check the settings, database, sources and jobs, and report problems.')
    .action(examine);
  return [votes, search, doctor];
}

async function recount(): Promise<void> {
  const total = await database().paper.count();
  const bar = progressBar('papers');
  const done = await recountPapers(database(), (papers) => bar.update(papers, total, 'recount'));
  bar.stop();
  process.stdout.write(`${done} papers recounted.\n`);
}

async function reindex(): Promise<void> {
  const total = await database().paper.count();
  const bar = progressBar('papers');
  const done = await reindexPapers(database(), {
    all: true,
    onProgress: (papers) => bar.update(papers, total, 'reindex'),
  });
  bar.stop();
  process.stdout.write(`${done} papers indexed.\n`);
  const refused = await askForRefusedAgain(database());
  if (refused > 0) process.stdout.write(`${refused} refused papers will be embedded again.\n`);
}

/** Behind an untrusted proxy all readers share one network's rate limits. */
function listening(): [ok: boolean, sentence: string] {
  const where = `Listens on ${listenHost ?? 'every interface'} (HOST), port ${env.PORT}.`;
  if (env.TRUST_PROXY)
    return [true, `${where} Takes client addresses from your proxies (TRUST_PROXY).`];
  const isBehindProxy = publicUrl.startsWith('https:');
  return isBehindProxy
    ? [
        false,
        `${where} PUBLIC_URL is https, so there is a proxy, but TRUST_PROXY isn’t set: ` +
          'all readers count as one network. See "Behind nginx or a CDN" in docs/operating.md.',
      ]
    : [true, `${where} Trusts no proxy (TRUST_PROXY).`];
}

async function examine(): Promise<void> {
  const db = database();
  const [pending, latest, trouble, queue, papers] = await Promise.all([
    pendingMigrations(databasePool()),
    findLatestDay(db),
    findUpstreamTrouble(db),
    queueDepth(databasePool()),
    db.paper.count(),
  ]);
  const findings: [ok: boolean, sentence: string][] = [
    [true, `Node ${process.version}, site ${publicUrl}, editions in ${env.EDITION_TIME_ZONE}.`],
    listening(),
    [
      pending.length === 0,
      pending.length === 0
        ? 'The database has every migration.'
        : `Pending migrations: ${pending.join(', ')}. Run npm start.`,
    ],
    [papers > 0, `${papers} papers; the latest edition is ${latest ?? 'missing'}.`],
    [!trouble, trouble ? troubleInWords(trouble) : words.sources.up],
    [queue.failed === 0, `${queue.waiting} jobs waiting, ${queue.failed} failed permanently.`],
  ];
  for (const [ok, sentence] of findings)
    process.stdout.write(`${ok ? 'ok  ' : 'BAD '} ${sentence}\n`);
  if (findings.some(([ok]) => !ok)) process.exitCode = 1;
}
