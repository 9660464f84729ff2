/** How long a delivery goes on: when nothing more is begun, and when nothing more is waited for. */
import type { Clock } from '@/lib/clock';

/** What is on its way when the time is up has so long to get there. */
const LAST_MAILS_MS = 3_000;

export type TimeLimit = {
  /** Whether nothing more is to be begun. */
  isUp: () => boolean;
  /** Aborts when what is on its way isn't waited for any longer. */
  cutOff: AbortSignal;
  close: () => void;
};

/** Up at the deadline, or when the signal aborts; never where there is neither. */
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
