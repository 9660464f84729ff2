/** The sites that tests share, each test with its own readers; started when first needed. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startReplay } from '@/tests/support/upstream-replay';
import { startDatabaseSite, type DatabaseSite } from './database-site';
import { EDITIONS, editionOf, proposed, TODAY, type InventedDay } from './papers';
import { startSite } from './site';
import { writeUpstreamFolder } from './upstream-folder';

export const METRICS_TOKEN = 'a-token-for-the-metrics';
export const CRON_SECRET = 'a-secret-for-the-scheduler';

/** Readers of these names are curators. */
const CURATORS = ['cleo', 'cora', 'dana', 'eli', 'hedy', 'ira', 'jo'];

const SITES = {
  /** The sample and the invented editions, with arXiv's data on each paper. */
  async reading() {
    const site = await startWith({ listed: EDITIONS, settings: { METRICS_TOKEN } });
    await site.run('ingest', 'arxiv');
    return site;
  },
  /** An edition of today, and papers that only arXiv knows yet. */
  today: () =>
    startWith({
      listed: [editionOf(TODAY)],
      unlisted: [{ day: TODAY, papers: proposed }],
      settings: { CURATORS: CURATORS.map((name) => `${name}@tidewater.example`).join() },
    }),
};

/** A site as tests know it, which run in other processes. */
export type SharedSite = Pick<DatabaseSite, 'url' | 'port' | 'databaseUrl'>;

type Papers = {
  listed: InventedDay[];
  unlisted?: InventedDay[];
  settings: Record<string, string>;
};

/** Imports the listed papers from an archive, as an operator does; arXiv knows the others too. */
async function startWith({ listed, unlisted = [], settings }: Papers): Promise<DatabaseSite> {
  const [folder, archived] = [temporaryFolder('upstream'), temporaryFolder('archive')];
  const archive = writeUpstreamFolder(archived, listed);
  writeUpstreamFolder(folder, [...listed, ...unlisted]);
  const replay = await startReplay({ dir: folder });
  const closeOthers = async () => {
    await replay.close();
    for (const one of [folder, archived]) rmSync(one, { recursive: true });
  };
  try {
    const site = await startDatabaseSite({ ...replay.env, CRON_SECRET, ...settings }, startSite);
    await site.run('import', archive);
    return { ...site, close: () => site.close().then(closeOthers) };
  } catch (error) {
    await closeOthers();
    throw error;
  }
}

/** Serves the addresses of the sites, each started at its first request. Returns a function that ends them. */
export async function serveSharedSites(): Promise<() => Promise<void>> {
  const started = new Map<string, Promise<DatabaseSite>>();
  const server = createServer(async (request, response) => {
    const name = request.url!.slice(1) as keyof typeof SITES;
    try {
      if (!started.has(name)) started.set(name, SITES[name]());
      const { url, port, databaseUrl } = await started.get(name)!;
      response.end(JSON.stringify({ url, port, databaseUrl } satisfies SharedSite));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.env.E2E_SITES = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.close();
    server.closeAllConnections();
    for (const site of started.values())
      await site.then(({ close }) => close()).catch(() => undefined);
  };
}

const known = new Map<string, Promise<SharedSite>>();

/** The site of this name, started at its first use. */
export function sharedSite(name: keyof typeof SITES): Promise<SharedSite> {
  const site = known.get(name) ?? find(name);
  known.set(name, site);
  return site;
}

async function find(name: string): Promise<SharedSite> {
  const response = await fetch(`${process.env.E2E_SITES}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as SharedSite;
}
