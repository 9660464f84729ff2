/**
 * `npm run bench:footprint`: measures the size of the packages, and the memory of all processes
 * after start and after 1,000 requests. Linux only, because it reads /proc.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/lib/ports';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { note, report, runBench, type Defer } from './bench';
import { buildPages } from './program';

const bench = 'footprint';
const IDLE_TARGET_MB = 700;
const USED_TARGET_MB = 1_000;
const PACKAGES_TARGET_MB = 900;
const REQUESTS = 1_000;
/** Waits until the work of the start is over. */
const SETTLE_MS = 20_000;
const START_TIMEOUT_MS = 120_000;
const RETRY_MS = 200;
const KIB_A_MB = 1_024;
/** Pages, searches, files and API reads; a number makes some of them new each time. */
const PATHS = [
  (n: number) => `/papers/trending?n=${n}`,
  () => '/',
  (n: number) => `/papers?q=models+${n % 50}`,
  () => '/feeds/daily.rss',
  (n: number) => `/api/papers?limit=${(n % 50) + 1}`,
  () => '/topics/language-models',
];

await runBench(async (_dataDir, defer) => {
  const packages = megabytesIn('node_modules');
  report({
    bench,
    metric: 'packages_mb',
    value: packages,
    target: PACKAGES_TARGET_MB,
    better: 'lower',
  });
  await buildPages(defer);
  const site = await startSite(defer);
  await sleep(SETTLE_MS);
  reportMemory('idle_mb', IDLE_TARGET_MB, site);
  for (let n = 0; n < REQUESTS; n += 1) {
    const pathOf = PATHS[n % PATHS.length] ?? PATHS[0]!;
    await (await fetch(site.url + pathOf(n))).arrayBuffer();
  }
  reportMemory('used_mb', USED_TARGET_MB, site);
});

type Site = { pid: number; url: string; dataDir: string };

async function startSite(defer: Defer): Promise<Site> {
  const dataDir = temporaryFolder('footprint');
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      DATABASE_URL: '',
      DISABLE_SCHEDULER: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  defer(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });
  const url = `http://localhost:${port}`;
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!(await isReady(url))) {
    if (performance.now() > deadline) throw new Error('Broadsheet does not start.');
    await sleep(RETRY_MS);
  }
  return { pid: child.pid ?? 0, url, dataDir };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    // The server isn't listening yet.
    return false;
  }
}

/** Pss splits shared memory between processes, so the sum counts each page once. */
function reportMemory(metric: string, target: number, { pid, dataDir }: Site): void {
  const postmaster = readFileSync(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  const processes = [...treeOf(pid), ...treeOf(Number.parseInt(postmaster, 10))];
  const sum = (field: RegExp, file: string) =>
    processes.reduce((total, one) => total + numberIn(one, file, field), 0) / KIB_A_MB;
  const rssMb = Math.round(sum(/^VmRSS:\s+(\d+)/m, 'status'));
  const value = Math.round(sum(/^Pss:\s+(\d+)/m, 'smaps_rollup'));
  report({ bench, metric, value, target, better: 'lower' }, { rssMb, processes: processes.length });
  for (const one of treeOf(pid)) {
    const args = readFileSync(`/proc/${one}/cmdline`, 'utf8').replaceAll('\0', ' ');
    note(`${Math.round(numberIn(one, 'status', /^VmRSS:\s+(\d+)/m) / KIB_A_MB)} MB ${args}`);
  }
}

function treeOf(root: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({
      pid: Number(name),
      parent: numberIn(Number(name), 'status', /^PPid:\s+(\d+)/m),
    }));
  const children = parents.filter(({ parent }) => parent === root);
  return [root, ...children.flatMap(({ pid }) => treeOf(pid))];
}

/** A number in a file of /proc; 0 where the process has ended. */
function numberIn(pid: number, file: string, field: RegExp): number {
  try {
    return Number(field.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0);
  } catch {
    // The process ended meanwhile.
    return 0;
  }
}

/** Disk usage as in `du`: blocks, counting each hard-linked file once. */
function megabytesIn(folder: string): number {
  const seen = new Set<number>();
  const blocksIn = (place: string): number => {
    const { ino, blocks } = lstatSync(place);
    if (seen.has(ino)) return 0;
    seen.add(ino);
    const isFolder = lstatSync(place).isDirectory();
    const inside = isFolder ? readdirSync(place).map((name) => path.join(place, name)) : [];
    return blocks + inside.reduce((total, one) => total + blocksIn(one), 0);
  };
  return Math.round((blocksIn(folder) * 512) / (KIB_A_MB * KIB_A_MB));
}
