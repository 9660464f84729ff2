/** Starts the processes that a benchmark measures, awaits them and ends them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfStale } from '@/scripts/serve/build';
import { note, type Defer } from './bench';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

type Start = {
  /** Node's arguments, with TypeScript support. */
  args: readonly string[];
  env: Record<string, string>;
};

/** Builds the pages unless the current build is up to date. */
export async function buildPages(defer: Defer): Promise<void> {
  note('Building the pages, if they are stale.');
  const stopping = new AbortController();
  defer(() => stopping.abort());
  await buildIfStale(stopping.signal);
}

/** Starts a program that reports over its channel when ready; returns its process id. */
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
    // Rejects pending waits; by now no caller handles the rejection.
    failure.catch(() => undefined);
    timeout.abort();
  }
  return child.pid ?? 0;
}

/** Runs a program to its end and returns its output. */
export async function runProgram(defer: Defer, { args, env }: Start): Promise<string> {
  const child = launch(defer, { args, env });
  let message = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (message += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}.\n${message}`);
  return message;
}

function launch(defer: Defer, { args, env }: Start) {
  // Broadsheet's programs are JavaScript; the benchmarks' are TypeScript.
  const isBundled = args.some((arg) => arg.startsWith('.programs/'));
  const command = isBundled ? args : ['--import', 'tsx', ...args];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    // Keeps standard output for figures.
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
