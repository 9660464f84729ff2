/** The built pages: whether they match the sources, and building them where they don't. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** Written after everything else, so that a build which was cut off has none. */
const STAMP = '.next/broadsheet-build';
const SOURCES = [
  '{app,components,emails,lib,public}/**/*',
  'prisma/*',
  '{next.config,postcss.config,proxy,instrumentation}.*',
  'package-lock.json',
  'tsconfig.json',
];
const NOT_BUILT = /\.test\.tsx?$|^lib\/db\/generated\//;
const BUSY = /Another .*next build.* process is already running/;
const BUSY_RETRY_MS = 1_000;
const SHOWN_ON_FAILURE = 4_000;

/** Whether what lies in .next was built from just these sources and settings. */
export function isBuildFresh(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedStamp();
}

/** Builds unless that is done; a build that another start has begun is waited for. */
export async function buildIfStale(signal: AbortSignal): Promise<void> {
  while (!isBuildFresh()) {
    const wanted = wantedStamp();
    rmSync(STAMP, { force: true });
    const { code, said } = await runBuild(signal);
    signal.throwIfAborted();
    if (code === 0) {
      writeFileSync(STAMP, wanted);
      return;
    }
    if (!BUSY.test(said)) throw new Error(`The build failed.\n${said.slice(-SHOWN_ON_FAILURE)}`);
    await sleep(BUSY_RETRY_MS, undefined, { signal });
  }
}

function wantedStamp(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES).map((name) => name.replaceAll('\\', '/'));
  for (const name of files.toSorted()) {
    if (NOT_BUILT.test(name) || !statSync(name).isFile()) continue;
    hash.update(name).update(readFileSync(name));
  }
  return hash.digest('hex');
}

async function runBuild(signal: AbortSignal): Promise<{ code: number | null; said: string }> {
  const endWithParent = pathToFileURL('scripts/serve/end-with-parent.mjs').href;
  const next = 'node_modules/next/dist/bin/next';
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', endWithParent, next, 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      // A group of its own, which can be ended as a whole.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    }
    const abort = () => killGroup(child);
    signal.addEventListener('abort', abort, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', abort);
      resolve({ code, said });
    });
  });
}

function killGroup(leader: ChildProcess): void {
  if (process.platform === 'win32' || leader.pid === undefined) leader.kill();
  else process.kill(-leader.pid, 'SIGTERM');
}
