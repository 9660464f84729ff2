/** Builds the pages unless they match the sources. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isBuildFresh, STAMP, wantedStamp } from './build-stamp.mjs';

const BUSY = /Another .*next build.* process is already running/;
const BUSY_RETRY_MS = 1_000;
const SHOWN_ON_FAILURE = 4_000;

/** Builds if needed; waits for a build that another start has begun. */
export async function buildIfStale(signal: AbortSignal): Promise<void> {
  while (!isBuildFresh()) {
    const wanted = wantedStamp();
    rmSync(STAMP, { force: true });
    const { code, output } = await runBuild(signal);
    signal.throwIfAborted();
    if (code === 0) {
      writeFileSync(STAMP, wanted);
      return;
    }
    if (!BUSY.test(output))
      throw new Error(`The build failed.\n${output.slice(-SHOWN_ON_FAILURE)}`);
    await sleep(BUSY_RETRY_MS, undefined, { signal });
  }
}

async function runBuild(signal: AbortSignal): Promise<{ code: number | null; output: string }> {
  const endWithParent = pathToFileURL('scripts/serve/end-with-parent.mjs').href;
  const next = 'node_modules/next/dist/bin/next';
  return await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', endWithParent, next, 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      // A process group of its own, which can be ended as a whole.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    const abort = () => killGroup(child);
    signal.addEventListener('abort', abort, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', abort);
      resolve({ code, output });
    });
  });
}

function killGroup(leader: ChildProcess): void {
  if (process.platform === 'win32' || leader.pid === undefined) leader.kill();
  else process.kill(-leader.pid, 'SIGTERM');
}
