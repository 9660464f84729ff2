/** A Broadsheet of its own for a journey, started as a newcomer starts it. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { temporaryFolder } from '@/tests/support/temporary-folder';

/** Long enough to build the pages first. */
export const START_TIMEOUT_MS = 180_000;
const ADDRESS = /Broadsheet is at (http:\/\/\S+)/;

export type Site = {
  url: string;
  /** All that it has printed. */
  said: () => string;
  /** Runs `npm run broadsheet -- …` on the same data; resolves with what that prints. */
  run: (...args: string[]) => Promise<string>;
  close: () => Promise<void>;
};

/** Starts one on an empty data folder and a free port, which `close` ends and removes. */
export async function startSite(settings: Record<string, string> = {}): Promise<Site> {
  const dataDir = temporaryFolder('e2e');
  const env = {
    ...process.env,
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: '',
    PUBLIC_URL: '',
    LOG_LEVEL: 'error',
    ...settings,
  };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  }
  const close = async () => {
    await stop(child);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await addressOf(child, () => said);
    const run = async (...args: string[]) => {
      const command = ['--import', 'tsx', 'scripts/broadsheet.ts', ...args];
      const { stdout } = await promisify(execFile)(process.execPath, command, { env });
      return stdout;
    };
    return { url, said: () => said, run, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addressOf(child: ChildProcess, said: () => string): Promise<string> {
  const deadline = AbortSignal.timeout(START_TIMEOUT_MS);
  for (;;) {
    const address = ADDRESS.exec(said())?.[1];
    if (address) return address;
    if (deadline.aborted || child.exitCode !== null) {
      throw new Error(`Broadsheet did not start. It said:\n${said()}`);
    }
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit'), once(deadline, 'abort')]);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
