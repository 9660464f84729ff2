/** Starts sender processes, sends them commands, and adds up their rates. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { WORKER_HEAP } from '../../serve/heap-flags';
import type { Defer } from '../bench';
import type { Order, Sent } from './sender';

/** One for each core of the smallest supported machine. */
export const PROCESSES = 2;

export type Facts = { mails: number; perSecond: number; rssMb: number; cpuMsPerMail: number };

export type Senders = {
  /** Runs on all processes at once; resolves when the last is done. */
  tell(order: Order): Promise<Facts>;
};

/** Starts `count` processes with these settings. */
export async function startSenders(
  defer: Defer,
  { count = PROCESSES, file, env }: { count?: number; file: string; env: Record<string, string> },
): Promise<Senders> {
  const children = Array.from({ length: count }, () =>
    fork(path.join(import.meta.dirname, 'sender.ts'), [file], {
      execArgv: ['--import', 'tsx', ...WORKER_HEAP],
      env: { ...process.env, ...env },
      // Keeps standard output for figures.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  for (const child of children) defer(() => child.kill());
  await Promise.all(children.map((child) => once(child, 'message')));
  const death = Promise.race(children.map((child) => once(child, 'exit'))).then(() =>
    Promise.reject(new Error('A sender process ended.')),
  );
  // Detaches, because the processes end with the benchmark and get no more commands.
  death.catch(() => undefined);
  return {
    async tell(order) {
      const requests = children.map(async (child) => {
        const answer = once(child, 'message').then(([sent]) => sent as Sent);
        child.send(order);
        return answer;
      });
      const sent = await Promise.race([Promise.all(requests), death]);
      const sum = (of: (each: Sent) => number) => sent.reduce((total, each) => total + of(each), 0);
      const mails = sum((each) => each.mails);
      return {
        mails,
        cpuMsPerMail: (1_000 * sum(({ cpuSeconds }) => cpuSeconds)) / mails,
        perSecond: sum((each) => each.mails / each.seconds),
        rssMb: Math.max(...sent.map(({ rssMb }) => rssMb)),
      };
    },
  };
}
