/**
 * Rules for notifications: when, with which text, and what follows from a push service's response.
 */
import { backoffMs } from '@/lib/backoff';
import { parseRetryAfter } from '@/lib/http/outgoing/retry-after';
import type { Posted } from '@/lib/http/outgoing/public-post';
import { words } from '@/lib/words';
import { excerpt } from '@/lib/papers/maths/rich-text';
import { paperPath } from '@/lib/site/paths';

const MINUTE_MS = 60_000;
/** Limit for 24 hours and minimum pause, because readers turn off frequent notifications. */
export const MOST_A_DAY = 3;
export const PAUSE_HOURS = 2;
/** Hours of the reader's own day, so that no notification wakes a reader. */
export const FIRST_HOUR = 8;
export const LAST_HOUR = 21;
/** Expiry: a paper that trended three hours ago may no longer trend. */
export const STALE_AFTER_MS = 180 * MINUTE_MS;
/** Duration of a claim: longer than the slowest response. */
export const LEASE_MS = MINUTE_MS;
const MAX_ATTEMPTS = 5;
/** Consecutive failures after which a subscription counts as dead. */
export const MAX_FAILURES = 30;
const MAX_TITLE_CHARS = 140;

export type Outcome =
  | { kind: 'notified' }
  /** The browser unsubscribed or no longer exists. */
  | { kind: 'gone' }
  | { kind: 'later'; at: Date; why: string }
  /** The notice became obsolete; not the browser's failure. */
  | { kind: 'skipped'; why: string }
  | { kind: 'failed'; why: string };

type Try = { attempts: number; plannedAt: Date; now: Date };

/** RFC 8030: 201 is success, 404 and 410 are permanent, 429 and server errors are temporary. */
export function outcomeOf(posted: Posted, { attempts, plannedAt, now }: Try): Outcome {
  if ('error' in posted) return later(posted.error, 0);
  const { status, retryAfter } = posted;
  if (status >= 200 && status < 300) return { kind: 'notified' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  const why = `HTTP ${status}`;
  if (status !== 429 && status < 500) return { kind: 'failed', why };
  return later(why, parseRetryAfter(retryAfter, now) ?? 0);

  function later(reason: string, waitMs: number): Outcome {
    const at = new Date(
      now.getTime() + Math.max(waitMs, backoffMs(attempts, { firstMs: MINUTE_MS })),
    );
    const isWorthIt = attempts < MAX_ATTEMPTS && !isStale(plannedAt, at);
    return isWorthIt ? { kind: 'later', at, why: reason } : { kind: 'failed', why: reason };
  }
}

export function isStale(plannedAt: Date, now: Date): boolean {
  return now.getTime() - plannedAt.getTime() >= STALE_AFTER_MS;
}

/** Data for public/sw.js. Contains nothing about the reader. */
export type Notice = { title: string; body: string; path: string };

export function noticeOf(leader: {
  paperId: string;
  title: string;
  place: number;
  /** Name of the topic; null for papers that trend everywhere. */
  topic: string | null;
}): Notice {
  return {
    title: excerpt(leader.title, MAX_TITLE_CHARS),
    body:
      leader.topic === null
        ? words.push.today(leader.place)
        : words.push.inTopic(leader.place, leader.topic),
    path: paperPath(leader.paperId),
  };
}
