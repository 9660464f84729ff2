/** How much of something goes on at once: the others wait a little, and too many are turned away. */
import { AppError } from '@/lib/errors';

export type TurnstileLimits = {
  running: number;
  waiting: number;
  patienceMs: number;
  /** What is said to those who are turned away. */
  busy: string;
};

const RETRY_AFTER_S = 5;

export class Turnstile {
  readonly #limits: TurnstileLimits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(limits: TurnstileLimits) {
    this.#limits = limits;
  }

  /** Runs `work` in its turn. Throws unavailable where that doesn't come soon. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.running) await this.#wait();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** The place of whoever leaves goes to whoever waits longest. */
  #next(): void {
    const [first] = this.#waiting;
    if (first) first();
    else this.#running -= 1;
  }

  #wait(): Promise<void> {
    if (this.#waiting.size >= this.#limits.waiting) throw this.#busy();
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(enter);
      };
      const enter = () => {
        leave();
        resolve();
      };
      const timer = setTimeout(() => {
        leave();
        reject(this.#busy());
      }, this.#limits.patienceMs);
      this.#waiting.add(enter);
    });
  }

  #busy(): AppError {
    return new AppError('unavailable', this.#limits.busy, { retryAfterS: RETRY_AFTER_S });
  }
}
