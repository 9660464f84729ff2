/** A child process that is started, restarted on failure, and ended. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@/lib/backoff';
import { log } from '@/lib/log';

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
/** A process that ran this long started successfully; its next exit counts as the first. */
const SETTLED_MS = 60_000;

export type Program = { name: string; args: string[]; env: Record<string, string> };

export class Child {
  /** Settles when the process first reports ready, or ends before. */
  readonly ready: Promise<void>;
  readonly #program: Program;
  #process: ChildProcess;
  #isStopping = false;

  constructor(program: Program) {
    this.#program = program;
    this.#process = this.#spawn();
    this.ready = this.#becomeReady();
    // The caller awaits this; a stop in between must not count as unhandled.
    this.ready.catch(() => undefined);
  }

  /** Lets the process finish its work, and kills it after a time limit. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (hasEnded(this.#process)) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.kill(), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  }

  /** Kills the process. */
  kill(): void {
    this.#isStopping = true;
    this.#process.kill('SIGKILL');
  }

  #spawn(): ChildProcess {
    const { args, env, name } = this.#program;
    return spawn(process.execPath, args, {
      // Postgres' own variable: `pg_stat_activity` then shows the process of each connection.
      env: { ...process.env, PGAPPNAME: `broadsheet ${name}`, ...env },
      // Detached from the terminal: on Ctrl-C the supervisor ends everything in order.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async #becomeReady(): Promise<void> {
    const { name } = this.#program;
    const first = this.#process;
    const isReady = await Promise.race([
      once(first, 'message').then(() => true),
      once(first, 'exit').then(() => false),
      sleep(READY_TIMEOUT_MS, null, { ref: false }),
    ]);
    if (isReady === false) throw new Error(`The ${name} process ended before it was ready.`);
    if (isReady === null) throw new Error(`The ${name} process doesn’t become ready.`);
    void this.#keepRunning();
  }

  async #keepRunning(): Promise<void> {
    let failures = 0;
    for (;;) {
      const startedAt = Date.now();
      const [code, signal]: unknown[] = hasEnded(this.#process)
        ? [this.#process.exitCode, this.#process.signalCode]
        : await once(this.#process, 'exit');
      if (Date.now() - startedAt > SETTLED_MS) failures = 0;
      if (this.#isStopping) return;
      const { name } = this.#program;
      failures += 1;
      const retryMs = backoffMs(failures, { firstMs: FIRST_RETRY_MS, maxMs: LONGEST_RETRY_MS });
      log.error({ process: name, code, signal, retryMs }, 'ended; restarting it');
      await sleep(retryMs);
      if (this.#isStopping) return;
      this.#process = this.#spawn();
    }
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
