/** How many searches a process makes at once: the others wait a little, and too many are turned away. */
import { AppError } from '@/lib/errors';

type Limits = { running: number; waiting: number; patienceMs: number };

const BUSY = 'Too many people are searching at this moment. Please try again in a few seconds.';

export class Turnstile {
  readonly #limits: Limits;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(limits: Limits) {
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
    if (this.#waiting.size >= this.#limits.waiting) throw new AppError('unavailable', BUSY);
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
        reject(new AppError('unavailable', BUSY));
      }, this.#limits.patienceMs);
      this.#waiting.add(enter);
    });
  }
}
