/** `npm run bench:start`: measures a start from a fresh copy to its first page, and a restart. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@/lib/ports';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { note, report, runBench, secondsSince, type Defer } from './bench';
import { fetchPage } from './page';

const bench = 'start';
const FIRST_TARGET_S = 90;
const LATER_TARGET_S = 10;

const PATIENCE_S = 600;
const RETRY_MS = 100;
const STOP_TIMEOUT_MS = 30_000;
/** A closed port, because a start must work without its sources. */
const NOWHERE = 'http://127.0.0.1:9';
/** Variables that `npm run` and this project's settings add to an environment. */
const LEFT_OUT = /^npm_(?!config_(cache|registry)$)|^(NODE_ENV|DATA_DIR|DATABASE_URL)$/i;

await runBench(async (_dataDir, defer) => {
  const folder = temporaryFolder('start');
  defer(() => rmSync(folder, { recursive: true }));
  copyProject(folder);
  const env = { ...newcomersEnvironment(), PORT: String(await freePort()) };
  for (const [metric, target] of [
    ['first_start_seconds', FIRST_TARGET_S],
    ['later_start_seconds', LATER_TARGET_S],
  ] as const) {
    const startedAt = performance.now();
    const broadsheet = startBroadsheet(defer, folder, env);
    await firstPage(broadsheet, `http://127.0.0.1:${env.PORT}/`);
    report({ bench, metric, value: secondsSince(startedAt), target, better: 'lower' });
    await interrupt(broadsheet);
  }
});

/** The files of a clone, as if all changes were committed. */
function copyProject(folder: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { encoding: 'utf8' }).split('\0');
  for (const file of files.filter((name) => name && existsSync(name))) {
    cpSync(file, path.join(folder, file));
  }
}

/** This environment without npm's variables and the project's own Node. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const left = Object.keys(process.env).filter((name) => LEFT_OUT.test(name));
  const searched = (process.env.PATH ?? '').split(path.delimiter);
  const isOurs = (place: string) => place.includes(`node_modules${path.sep}`);
  return {
    ...process.env,
    ...Object.fromEntries(left.map((name) => [name, undefined])),
    PATH: searched.filter((place) => !isOurs(place)).join(path.delimiter),
    HF_API_URL: NOWHERE,
    ARXIV_API_URL: NOWHERE,
    ARXIV_OAI_URL: NOWHERE,
    ARXIV_RSS_URL: NOWHERE,
    // Each request before the server is ready logs a warning.
    LOG_LEVEL: 'error',
  };
}

function startBroadsheet(defer: Defer, cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn('npm', ['start'], {
    cwd,
    env,
    // A process group of its own, as a terminal makes for each command.
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.setEncoding('utf8').on('data', (text: string) => note(text.trimEnd()));
  defer(() => interrupt(child));
  return child;
}

async function firstPage(broadsheet: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_S * 1_000;
  for (;;) {
    try {
      await fetchPage(url, 'br');
      return;
    } catch (cause) {
      const isOver = hasEnded(broadsheet) || performance.now() > deadline;
      if (isOver) throw new Error('Broadsheet did not start.', { cause });
      await sleep(RETRY_MS);
    }
  }
}

/** Ctrl-C reaches every process of the group; npm ends last. */
async function interrupt(broadsheet: ChildProcess): Promise<void> {
  if (hasEnded(broadsheet) || broadsheet.pid === undefined) return;
  const group = -broadsheet.pid;
  const ended = once(broadsheet, 'exit');
  process.kill(group, 'SIGINT');
  const timer = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
