/**
 * The supervisor: starts everything in order, restarts it after a failure, and stops it in order.
 * Arguments: none for all of Broadsheet, or `web`, `worker`, `dev`, `build` for one part.
 */
import { once } from 'node:events';
import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { env, listenHost } from '@/lib/env';
import { freePort, isPortFree } from '@/lib/ports';
import { buildIfStale } from './serve/build';
import { isBuildFresh } from './serve/build-stamp.mjs';
import { Child, type Program } from './serve/child';
import { openDatabase } from './serve/database';
import { takeLock } from './serve/lock';
import { localMailbox, type Mailbox } from './serve/mailbox';
import { secondsSince, step } from './serve/steps';
import { PAGES_HEAP, SMALL_HEAP, WORKER_HEAP } from './serve/heap-flags';

const PARTS = ['all', 'web', 'worker', 'dev', 'build'] as const;
type Part = (typeof PARTS)[number];

/** One Ctrl-C arrives several times: from the terminal, from npm, from start.mjs. */
const SAME_SIGNAL_MS = 1_000;
/** Time for the web process of a killed start to exit. */
const PORT_PATIENCE_MS = 5_000;
const PORT_RETRY_MS = 250;

/** When start.mjs began; it installs packages before this process starts. */
const startedAt = Number(process.env.START_BEGAN_AT) || Date.now();
const stopping = new AbortController();
/** Cleanups, run in reverse order. */
const endings: (() => Promise<unknown> | void)[] = [];
const children: Child[] = [];

async function start(part: Part): Promise<void> {
  const port = env.PORT || (await freePort());
  const address = env.PUBLIC_URL ?? `http://localhost:${port}`;
  const dataDir = makeDataDir();
  if (part === 'all' || part === 'dev') lockDataDir(dataDir, address);
  if (part !== 'worker') await awaitPort(port);

  const needsPages = part === 'all' || part === 'web';
  const pages = needsPages ? buildIfStale(stopping.signal) : Promise.resolve();
  // Awaited below; a failure until then must not count as unhandled.
  pages.catch(() => undefined);
  const database = await openDatabase(dataDir);
  endings.push(database.close);
  if (needsPages) await showBuild(pages);
  stopping.signal.throwIfAborted();

  const settings = { ...database.settings, PORT: String(port) };
  const done = (names: string[]) => `${names.join(', ')} started`;
  const mailbox = needsMailbox(part) ? await localMailbox(dataDir) : null;
  await step({ name: 'Processes', doing: 'starting', done }, () =>
    startChildren(part, port, { settings: { ...settings, ...mailbox?.settings }, mailbox }),
  );
  const what = part === 'worker' ? 'The worker is running' : `Broadsheet is at ${address}`;
  process.stdout.write(
    `\n${what} (after ${secondsSince(startedAt)} s). ` +
      `Ctrl-C stops it. Its data is in ${dataDir}.\n` +
      `${mailbox ? `The local mailbox, which shows every mail, is at ${mailbox.settings.MAILBOX_URL}\n` : ''}\n`,
  );
}

function makeDataDir(): string {
  try {
    mkdirSync(env.DATA_DIR, { recursive: true });
    return realpathSync(env.DATA_DIR);
  } catch (cause) {
    throw new Error(`DATA_DIR isn’t usable: ${String(cause)}`, { cause });
  }
}

function lockDataDir(dataDir: string, address: string): void {
  const lock = takeLock(path.join(dataDir, 'broadsheet.lock'), address);
  if ('release' in lock) {
    endings.push(lock.release);
    return;
  }
  throw new Error(`Broadsheet is already running here (process ${lock.pid}, ${lock.address}).`);
}

async function awaitPort(port: number): Promise<void> {
  const deadline = Date.now() + PORT_PATIENCE_MS;
  while (!(await isPortFree(port, listenHost))) {
    if (Date.now() > deadline) {
      throw new Error(`Port ${port} is used by another program. Set PORT to another port.`);
    }
    await sleep(PORT_RETRY_MS, undefined, { signal: stopping.signal });
  }
}

async function showBuild(pages: Promise<void>): Promise<void> {
  const isFresh = isBuildFresh();
  const done = () => (isFresh ? null : 'built');
  await step({ name: 'Pages', doing: 'building (about a minute)', startedAt, done }, () => pages);
}

async function startChildren(
  part: Part,
  port: number,
  { settings, mailbox }: { settings: Record<string, string>; mailbox: Mailbox | null },
): Promise<string[]> {
  // The front needs Next on one port, also after Next restarts.
  const nextPort = part === 'dev' ? port : await freePort();
  const environment = { ...settings, NEXT_PORT: String(nextPort) };
  const nextArgs = [...PAGES_HEAP, '.programs/next-server.mjs', '--port', String(nextPort)];
  const pages: Program = { name: 'pages', args: nextArgs, env: environment };
  const webArgs = [...SMALL_HEAP, '.programs/web.mjs'];
  const web: Program = { name: 'web', args: webArgs, env: environment };
  const workerArgs = [...WORKER_HEAP, '.programs/worker.mjs'];
  const worker: Program = { name: 'worker', args: workerArgs, env: environment };
  const programs = {
    all: [pages, web, worker, ...(mailbox ? [mailbox.program] : [])],
    web: [pages, web],
    worker: [worker],
    dev: [
      { ...pages, args: [...nextArgs, '--dev'] },
      worker,
      ...(mailbox ? [mailbox.program] : []),
    ],
    build: [],
  }[part];
  children.push(...programs.map((program) => new Child(program)));
  const ready = Promise.all(children.map((child) => child.ready));
  await Promise.race([ready, aborted(stopping.signal)]);
  return programs.map(({ name }) => name);
}

/** Operators run parts separately, with one mail server for all. */
function needsMailbox(part: Part): boolean {
  return !env.SMTP_URL && (part === 'all' || part === 'dev');
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}

/** Stops the servers and workers first, then their dependencies. */
async function end(): Promise<void> {
  const [first, ...others] = children;
  await Promise.all(others.map((child) => child.stop()));
  await first?.stop();
  for (const ending of endings.toReversed()) await ending();
}

let stopRequestedAt: number | null = null;
/** The first signal stops in order; a later one kills the processes. */
function requestStop(): void {
  stopRequestedAt ??= Date.now();
  stopping.abort();
  if (Date.now() - stopRequestedAt > SAME_SIGNAL_MS) for (const child of children) child.kill();
}

async function main(): Promise<number> {
  const part = PARTS.find((name) => name === (process.argv[2] ?? 'all').replace(/^--/, ''));
  if (!part) {
    process.stderr.write(`Usage: npm start [-- web | worker]\n`);
    return 1;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, requestStop);
  // start.mjs was killed, so no other process could stop this one.
  process.once('disconnect', requestStop);
  let exitCode = 0;
  try {
    if (part === 'build') await showBuild(buildIfStale(stopping.signal));
    else {
      await start(part);
      await aborted(stopping.signal);
    }
  } catch (error) {
    if (!stopping.signal.aborted) {
      exitCode = 1;
      process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  await end();
  if (stopping.signal.aborted) process.stdout.write('Broadsheet has stopped.\n');
  return exitCode;
}

process.exit(await main());
