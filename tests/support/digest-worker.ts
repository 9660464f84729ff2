/**
 * A worker process that delivers digests and may be killed at any moment. Reports ready, waits for
 * a command, delivers planned digests with the given clock, and reports the counts.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeDatabase } from '@/lib/db/client';
import { deliverDigests, type DeliveryCounts } from '@/lib/digests/deliver/deliver-commands';
import { runDigests } from '@/lib/digests/plan/run-commands';
import { closeMailer } from '@/lib/mail/mailer';
import { testProgram } from './programs';

export type DigestWorker = {
  /** Delivers until nothing is due; null if it was killed before the end. */
  deliver(now: Date): Promise<DeliveryCounts | null>;
  /** Plans due digests first, as the scheduled route does. */
  run(now: Date): Promise<DeliveryCounts | null>;
  kill(): void;
};

type Order = { now: number; isPlanning: boolean };

/** Starts a ready worker that sends to `smtpUrl`. */
export async function startDigestWorker(
  smtpUrl: string,
  settings: Record<string, string> = {},
): Promise<DigestWorker> {
  const child = fork(testProgram('digest-worker'), ['deliver'], {
    execArgv: [],
    env: { ...process.env, SMTP_URL: smtpUrl, ...settings },
    // The test may kill the worker, and checks its results later.
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });
  const exited = once(child, 'exit');
  // Follows the last message, which the exit event may precede.
  const isCutOff = once(child, 'disconnect').then(() => null);
  await Promise.race([once(child, 'message'), isCutOff]);
  const tell = async (order: Order) => {
    const done = once(child, 'message').then(([counts]) => counts as DeliveryCounts);
    child.send(order);
    const counts = await Promise.race([done, isCutOff]);
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
