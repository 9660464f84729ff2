/** When a browser is told what trends, in which words, and what comes of a push service's answer. */
import { backoffMs } from '@/lib/backoff';
import { parseRetryAfter } from '@/lib/http/outgoing/retry-after';
import type { Posted } from '@/lib/http/outgoing/public-post';
import { words } from '@/lib/words';
import { excerpt } from '@/lib/papers/maths/rich-text';
import { paperPath } from '@/lib/site/paths';

const MINUTE_MS = 60_000;
/** So many in 24 hours, and none sooner after another: what begs is turned off. */
export const MOST_A_DAY = 3;
export const PAUSE_HOURS = 2;
/** Hours of the reader's own day; nobody is woken for a paper. */
export const FIRST_HOUR = 8;
export const LAST_HOUR = 21;
/** What trended three hours ago may not trend any more. */
export const STALE_AFTER_MS = 180 * MINUTE_MS;
/** A claim's time: longer than the slowest answer. */
export const LEASE_MS = MINUTE_MS;
const MAX_ATTEMPTS = 5;
/** Notices given up in a row, after which nobody listens there any more. */
export const MAX_FAILURES = 30;
const MAX_TITLE_CHARS = 140;

export type Outcome =
  | { kind: 'notified' }
  /** The browser unsubscribed, or is no more. */
  | { kind: 'gone' }
  | { kind: 'later'; at: Date; why: string }
  /** It had no sense any more; the browser isn't to blame. */
  | { kind: 'skipped'; why: string }
  | { kind: 'failed'; why: string };

type Try = { attempts: number; plannedAt: Date; now: Date };

/** RFC 8030: 201 is taken, 404 and 410 are for good, 429 and what ails the service passes. */
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

/** What public/sw.js shows. Nothing of it is about the reader. */
export type Notice = { title: string; body: string; path: string };

export function noticeOf(leader: {
  paperId: string;
  title: string;
  place: number;
  /** By name; null for what trends everywhere. */
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
