/**
 * Limits mails per second: in each window of a second, not on average. A mail takes a place when it
 * starts and releases it a second after its response. The server counts it in between, so all mails
 * of any one second hold a place when the last one starts, and never exceed the places. With a slow
 * server fewer mails go out than allowed, because the second begins at the response.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Timers may fire a millisecond early. */
const TIMER_SLACK_MS = 2;

export type RateLimit = {
  /** Runs the work once a place is free, in order of arrival. */
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function createRateLimit(perSecond: number): RateLimit {
  // A rate below one per second is one place that stays taken for longer.
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
