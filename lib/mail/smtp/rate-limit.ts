/**
 * Lets out at most so many mails a second: in every window of a second, not on average.
 *
 * A mail takes a place when it starts and gives it back a second after it was answered. Whenever
 * in between the server counts it, the mails of any one second all held a place at the moment
 * the last of them started; so there are never more of them than places. The price: with a slow
 * server fewer go out than allowed, since the second begins when the server has answered.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Timers may fire a millisecond early. */
const TIMER_SLACK_MS = 2;

export type RateLimit = {
  /** Does the work when there is a place for it; first come, first served. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function createRateLimit(perSecond: number): RateLimit {
  // Less than one a second is one place that stays taken for longer.
  const holdMs = 1_000 / Math.min(1, perSecond) + TIMER_SLACK_MS;
  let places = Math.max(1, Math.floor(perSecond));
  const waiting: (() => void)[] = [];

  async function takePlace(): Promise<void> {
    if (places > 0) places -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  async function giveBackLater(): Promise<void> {
    await sleep(holdMs);
    const next = waiting.shift();
    if (next) next();
    else places += 1;
  }

  return {
    async run(work) {
      await takePlace();
      try {
        return await work();
      } finally {
        void giveBackLater();
      }
    },
  };
}
