/** Processes that a benchmark measures: started, awaited, and ended with it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfStale } from '@/scripts/serve/build';
import { note, type Defer } from './bench';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

type Start = {
  /** Arguments of Node, TypeScript included. */
  args: readonly string[];
  env: Record<string, string>;
};

/** Builds the pages that a benchmark asks for, where they aren't built as they are now. */
export async function buildPages(defer: Defer): Promise<void> {
  note('Building the pages, if they are stale.');
  const stopping = new AbortController();
  defer(() => stopping.abort());
  await buildIfStale(stopping.signal);
}

/** Starts a program that says over its channel when it is ready, and returns its id then. */
export async function startProgram(defer: Defer, { args, env }: Start): Promise<number> {
  const child = launch(defer, { args, env });
  const timeout = new AbortController();
  const ready = once(child, 'message', { signal: timeout.signal });
  const failure = Promise.race([
    once(child, 'exit', { signal: timeout.signal }),
    sleep(READY_TIMEOUT_MS, undefined, { signal: timeout.signal }),
  ]).then(() => Promise.reject(new Error(`${args.join(' ')} doesn’t become ready.`)));
  try {
    await Promise.race([ready, failure]);
  } finally {
    // Whatever still waits is told to stop; nobody hears that any more.
    failure.catch(() => undefined);
    timeout.abort();
  }
  return child.pid ?? 0;
}

/** Runs a program to its end and returns what it printed. */
export async function runProgram(defer: Defer, { args, env }: Start): Promise<string> {
  const child = launch(defer, { args, env });
  let message = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (message += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}.\n${message}`);
  return message;
}

function launch(defer: Defer, { args, env }: Start) {
  // Broadsheet's own programs are JavaScript; those of a benchmark are TypeScript.
  const isBundled = args.some((arg) => arg.startsWith('.programs/'));
  const command = isBundled ? args : ['--import', 'tsx', ...args];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    // Standard output is for figures alone.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.resume();
  defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  });
  return child;
}
