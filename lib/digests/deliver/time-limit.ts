/** The time limit of a delivery run: for starting mails, and for waiting. */
import type { Clock } from '@/lib/clock';

/** Extra time for mails in flight when the time is up. */
const LAST_MAILS_MS = 3_000;

export type TimeLimit = {
  /** Whether to start no more mails. */
  isUp: () => boolean;
  /** Aborts the wait for mails in flight. */
  cutOff: AbortSignal;
  close: () => void;
};

/** Ends at the deadline, or when the signal aborts; never without either. */
export function timeLimit(
  { deadline, signal }: { deadline?: Date; signal?: AbortSignal },
  clock: Clock,
): TimeLimit {
  const cutting = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const cutIn = (ms: number) => timers.push(setTimeout(() => cutting.abort(), ms));
  const cutSoon = () => cutIn(LAST_MAILS_MS);
  if (deadline) cutIn(deadline.getTime() - clock().getTime() + LAST_MAILS_MS);
  signal?.addEventListener('abort', cutSoon);
  return {
    isUp: () => signal?.aborted === true || (deadline !== undefined && clock() >= deadline),
    cutOff: cutting.signal,
    close() {
      signal?.removeEventListener('abort', cutSoon);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
