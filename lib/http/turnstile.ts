/** Limits concurrent work: further callers wait for a short time, and too many are refused. */
import { AppError } from '@/lib/errors';

export type TurnstileLimits = {
  running: number;
  waiting: number;
  patienceMs: number;
  /** Message for refused callers. */
  busy: string;
};

const RETRY_AFTER_S = 5;

type Waiter = { holder: string | undefined; enter: () => void };

export class Turnstile {
  readonly #limits: TurnstileLimits;
  readonly #waiting = new Set<Waiter>();
  readonly #running: (string | undefined)[] = [];

  constructor(limits: TurnstileLimits) {
    this.#limits = limits;
  }

  /**
   * Runs `work` in its turn. Throws unavailable after a long wait. A holder, such as a network,
   * gets at most half of the places, running or waiting.
   */
  async pass<T>(work: () => Promise<T>, holder?: string): Promise<T> {
    if (this.#hasPlace(holder)) this.#running.push(holder);
    else await this.#wait(holder);
    try {
      return await work();
    } finally {
      this.#leave(holder);
    }
  }

  #hasPlace(holder: string | undefined): boolean {
    const { running } = this.#limits;
    return this.#running.length < running && countOf(holder, this.#running) < halfOf(running);
  }

  /** Gives the place to the longest-waiting caller that may have it. */
  #leave(holder: string | undefined): void {
    this.#running.splice(this.#running.indexOf(holder), 1);
    for (const waiter of this.#waiting) {
      if (!this.#hasPlace(waiter.holder)) continue;
      this.#running.push(waiter.holder);
      waiter.enter();
      return;
    }
  }

  #wait(holder: string | undefined): Promise<void> {
    const { waiting, patienceMs } = this.#limits;
    const holders = [...this.#waiting].map((waiter) => waiter.holder);
    if (holders.length >= waiting || countOf(holder, holders) >= halfOf(waiting)) {
      throw this.#busy();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
      };
      const enter = () => {
        leave();
        resolve();
      };
      const waiter: Waiter = { holder, enter };
      const timer = setTimeout(() => {
        leave();
        reject(this.#busy());
      }, patienceMs);
      this.#waiting.add(waiter);
    });
  }

  #busy(): AppError {
    return new AppError('unavailable', this.#limits.busy, { retryAfterS: RETRY_AFTER_S });
  }
}

/** Work without a holder isn't counted: it is limited together with all other work. */
function countOf(holder: string | undefined, holders: readonly (string | undefined)[]): number {
  return holder === undefined ? 0 : holders.filter((other) => other === holder).length;
}

function halfOf(places: number): number {
  return Math.max(1, Math.floor(places / 2));
}
