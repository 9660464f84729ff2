/** The worker of `npm start` as a separate process that a test may kill. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

export type WorkerProcess = {
  pid: number;
  /** Its standard output and standard error. */
  output(): string;
  /** Settles with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** Schedules nothing by itself, and is ready on return. */
export async function startWorkerProcess(
  settings: Record<string, string> = {},
): Promise<WorkerProcess> {
  const child = fork('.programs/worker.mjs', {
    execArgv: [],
    env: { ...process.env, LOG_LEVEL: 'warn', DISABLE_SCHEDULER: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (written += text));
  }
  const ended = once(child, 'exit').then(
    ([code, signal]: (number | NodeJS.Signals | null)[]) => code ?? signal ?? null,
  );
  const ready = await Promise.race([once(child, 'message').then(() => true), ended]);
  if (ready !== true) throw new Error(`The worker did not start (${String(ready)}): ${written}`);
  return {
    pid: child.pid ?? 0,
    output: () => written,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
