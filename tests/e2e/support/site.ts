/** Starts a separate Broadsheet for a test, with an operator's or a newcomer's settings. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { freePort } from '@/lib/ports';
import { localMailbox } from '@/scripts/serve/mailbox';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { usedDataFolder } from './data-folder';
import { startTlsProxy } from './tls-proxy';

/** Includes the time to build the pages. */
export const START_TIMEOUT_MS = 180_000;
const ADDRESS = /Broadsheet is at (https?:\/\/\S+)/;

export type Site = {
  url: string;
  /** Broadsheet's own address, behind the proxy if there is one. */
  port: number;
  dataDir: string;
  /** All output so far. */
  output: () => string;
  /** Runs `npm run broadsheet -- …` on the same data; resolves with its output. */
  run: (...args: string[]) => Promise<string>;
  close: () => Promise<void>;
};

/**
 * Starts a production site: an https address behind a proxy with TLS, and a mail server of its own.
 * `close` ends all of it.
 */
export async function startSite(settings: Record<string, string> = {}): Promise<Site> {
  const port = await freePort();
  const proxy = await startTlsProxy(port);
  const mail = await startMailServer();
  const closeOthers = async () => {
    await stop(mail.child);
    rmSync(mail.folder, { recursive: true, force: true, maxRetries: 5 });
    await proxy.close();
  };
  try {
    const site = await startNewcomerSite({
      ...mail.settings,
      PORT: String(port),
      PUBLIC_URL: proxy.url,
      TRUST_PROXY: '1',
      ...settings,
    });
    return { ...site, port, close: () => site.close().then(closeOthers) };
  } catch (error) {
    await closeOthers();
    throw error;
  }
}

/** The local mailbox, as a mail server apart from Broadsheet. */
async function startMailServer() {
  const folder = temporaryFolder('e2e-mail-server');
  const { program, settings } = await localMailbox(folder);
  const child = spawn(process.execPath, program.args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return { child, folder, settings };
}

/** Starts a site on plain http and a free port; `close` also removes its data folder. */
export async function startNewcomerSite(
  settings: Record<string, string> = {},
  dataDir = usedDataFolder(),
): Promise<Site> {
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
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const close = async () => {
    await stop(child);
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await addressOf(child, () => output);
    const run = async (...args: string[]) => {
      const command = ['.programs/commands.mjs', ...args];
      const { stdout } = await promisify(execFile)(process.execPath, command, { env });
      return stdout;
    };
    return { url, port: Number(new URL(url).port), dataDir, output: () => output, run, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The address that is printed at the end of a start. */
function addressOf(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`Broadsheet did not start. Its output:\n${output()}`));
    const deadline = setTimeout(fail, START_TIMEOUT_MS);
    child.once('exit', fail);
    child.stdout!.on('data', function look() {
      const address = ADDRESS.exec(output())?.[1];
      if (!address) return;
      clearTimeout(deadline);
      child.off('exit', fail);
      child.stdout!.off('data', look);
      resolve(address);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
