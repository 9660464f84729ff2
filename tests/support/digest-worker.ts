/**
 * A worker that delivers digests in a process of its own, to be killed at any moment. It gets
 * ready, waits for the word, delivers what is planned with a clock that is set to what it is told,
 * and says what it did.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests, type DeliveryCounts } from '@/lib/digests/deliver/deliver-commands';
import { runDigests } from '@/lib/digests/plan/run-commands';
import { closeMailer } from '@/lib/mail/mailer';

export type DigestWorker = {
  /** Delivers until nothing is due; null if it was killed before that. */
  deliver(now: Date): Promise<DeliveryCounts | null>;
  /** Plans first what is due, as the scheduled route does. */
  run(now: Date): Promise<DeliveryCounts | null>;
  kill(): void;
};

type Order = { now: number; isPlanning: boolean };

/**
 * Starts one that sends to `smtpUrl`; it is ready when this returns. `bundle` is the worker as one
 * file, for tests that start hundreds.
 */
export async function startDigestWorker(
  smtpUrl: string,
  settings: Record<string, string> = {},
  bundle?: string,
): Promise<DigestWorker> {
  const child = fork(bundle ?? import.meta.filename, ['deliver'], {
    execArgv: bundle ? [] : ['--import', 'tsx'],
    env: { ...process.env, SMTP_URL: smtpUrl, ...settings },
    // It may die of what a test does to it; the test looks at what it has done until then.
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit').then(() => null);
  await Promise.race([once(child, 'message'), exited]);
  const tell = async (order: Order) => {
    const done = once(child, 'message').then(([counts]) => counts as DeliveryCounts);
    child.send(order);
    const counts = await Promise.race([done, exited]);
    await exited;
    return counts;
  };
  return {
    deliver: (now) => tell({ now: now.getTime(), isPlanning: false }),
    run: (now) => tell({ now: now.getTime(), isPlanning: true }),
    kill: () => child.kill('SIGKILL'),
  };
}

async function main(): Promise<void> {
  process.once('disconnect', () => process.exit());
  process.send?.('ready');
  const [{ now, isPlanning }] = (await once(process, 'message')) as [Order];
  const aheadMs = now - Date.now();
  const work = isPlanning ? runDigests : deliverDigests;
  const counts = await work({ clock: () => new Date(Date.now() + aheadMs) });
  process.send?.(counts);
  await closeMailer();
  await closeDatabase();
  process.disconnect();
}

if (process.argv[1] === import.meta.filename && process.argv[2] === 'deliver') await main();
