/**
 * Limits a network's requests to the API, the feeds and search that the store can't answer: a count
 * for each window, kept in this process. Each response reports the rest, in the headers of
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
import { LRUCache } from 'lru-cache';
import { AppError } from '@/lib/errors';
import { addressAt } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';
import { words } from '@/lib/words';

export const ALLOWANCE = { quota: 600, windowS: 60 } as const;

const MAX_NETWORKS = 50_000;
const POLICY = `"default";q=${ALLOWANCE.quota};w=${ALLOWANCE.windowS}`;

type Window = { spent: number; endsAt: number };

/** The allowance of one network, as seen by one request. */
export type Share = {
  /** Counts one request to upstream. Throws rate_limited where none is left. */
  take: () => void;
  /** Alternating names and values. */
  headers: () => string[];
};

export class Allowance {
  readonly #now: () => number;
  readonly #windows = new LRUCache<string, Window>({ max: MAX_NETWORKS });

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Null for targets without a limit. */
  shareOf(target: string, network: string): Share | null {
    if (!isLimited(target)) return null;
    return { take: () => this.#take(network), headers: () => this.#headers(network) };
  }

  #take(network: string): void {
    const window = this.#windowOf(network);
    if (window.spent >= ALLOWANCE.quota) {
      const retryAfterS = this.#secondsLeft(window);
      const message = words.refusals.slowDown(retryAfterS);
      throw new AppError('rate_limited', message, { retryAfterS });
    }
    window.spent += 1;
    this.#windows.set(network, window);
  }

  #headers(network: string): string[] {
    const window = this.#windowOf(network);
    const left = ALLOWANCE.quota - window.spent;
    const rateLimit = `"default";r=${left};t=${this.#secondsLeft(window)}`;
    return ['ratelimit-policy', POLICY, 'ratelimit', rateLimit];
  }

  #windowOf(network: string): Window {
    const window = this.#windows.get(network);
    if (window && window.endsAt > this.#now()) return window;
    return { spent: 0, endsAt: this.#now() + ALLOWANCE.windowS * 1_000 };
  }

  #secondsLeft({ endsAt }: Window): number {
    return Math.max(1, Math.ceil((endsAt - this.#now()) / 1_000));
  }
}

function isLimited(target: string): boolean {
  const limit = addressAt(plainPath(target))?.address.limit;
  if (limit === undefined || limit === true) return limit === true;
  return new URLSearchParams(target.split(/\?(.*)/s)[1]).has(limit.with);
}
