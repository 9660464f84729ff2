/**
 * Stops sending while a mail server refuses everything: mail waits, and one test mail after a while
 * finds out whether the server is back. Pure; callers keep the state and pass a monotonic time.
 */

import { backoffMs } from '@/lib/backoff';

/** One refusal may be about one mail; this many in a row concern the sender or the server. */
export const TROUBLES_TO_OPEN = 5;
export const FIRST_COOL_DOWN_MS = 30_000;
export const LONGEST_COOL_DOWN_MS = 900_000;

export type Circuit =
  | { state: 'closed'; troubles: number }
  | { state: 'open'; retryAtMs: number; coolDownMs: number }
  /** Time after which a lost test mail may be replaced by another. */
  | { state: 'probing'; retryAtMs: number; coolDownMs: number };

export const CLOSED: Circuit = { state: 'closed', troubles: 0 };

/** Whether a mail may be sent now, and the next state. */
export function admit(circuit: Circuit, nowMs: number): { isAdmitted: boolean; circuit: Circuit } {
  if (circuit.state === 'closed') return { isAdmitted: true, circuit };
  if (nowMs < circuit.retryAtMs) return { isAdmitted: false, circuit };
  const { coolDownMs } = circuit;
  return {
    isAdmitted: true,
    circuit: { state: 'probing', coolDownMs, retryAtMs: nowMs + coolDownMs },
  };
}

/** The next state after a mail: any response about the mail itself shows a working server. */
export function afterTry(circuit: Circuit, isTrouble: boolean, nowMs: number): Circuit {
  if (!isTrouble) return CLOSED;
  switch (circuit.state) {
    case 'closed': {
      const troubles = circuit.troubles + 1;
      return troubles < TROUBLES_TO_OPEN
        ? { state: 'closed', troubles }
        : open(FIRST_COOL_DOWN_MS, nowMs);
    }
    case 'probing':
      return open(
        backoffMs(2, { firstMs: circuit.coolDownMs, maxMs: LONGEST_COOL_DOWN_MS }),
        nowMs,
      );
    case 'open':
      // Ignores a mail that was sent before the circuit opened.
      return circuit;
  }
}

/** Time until the next mail may be sent. */
export function waitMs(circuit: Circuit, nowMs: number): number {
  return circuit.state === 'closed' ? 0 : Math.max(0, circuit.retryAtMs - nowMs);
}

function open(coolDownMs: number, nowMs: number): Circuit {
  return { state: 'open', coolDownMs, retryAtMs: nowMs + coolDownMs };
}
