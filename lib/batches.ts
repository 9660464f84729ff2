/** Combines requests for the same key: those that arrive while a batch runs share the next one. */
import { setTimeout as sleep } from 'node:timers/promises';

type Waiting<In, Out> = {
  request: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
};

type Options = {
  /** Time that a batch waits for more requests before it runs. */
  gatherMs?: number;
  /** Repeats a failed batch one request at a time, so that only the faulty one fails. */
  isolatesFailures?: boolean;
};

/** `work` returns one result per request, in order. Two transactions do the work of two hundred. */
export class Batches<In, Out> {
  readonly #work: (key: string, requests: In[]) => Promise<Out[]>;
  readonly #options: Required<Options>;
  readonly #waiting = new Map<string, Waiting<In, Out>[]>();

  constructor(
    work: (key: string, requests: In[]) => Promise<Out[]>,
    { gatherMs = 0, isolatesFailures = true }: Options = {},
  ) {
    this.#work = work;
    this.#options = { gatherMs, isolatesFailures };
  }

  ask(key: string, request: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(key);
      if (waiting) waiting.push({ request, resolve, reject });
      else {
        this.#waiting.set(key, [{ request, resolve, reject }]);
        void this.#run(key);
      }
    });
  }

  async #run(key: string): Promise<void> {
    const { gatherMs } = this.#options;
    while (this.#waiting.get(key)?.length) {
      if (gatherMs > 0) await sleep(gatherMs);
      const batch = this.#waiting.get(key) ?? [];
      this.#waiting.set(key, []);
      await this.#answer(key, batch);
    }
    this.#waiting.delete(key);
  }

  async #answer(key: string, batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.#work(
        key,
        batch.map(({ request }) => request),
      );
      for (const [at, out] of outs.entries()) batch[at]?.resolve(out);
    } catch (error) {
      if (batch.length > 1 && this.#options.isolatesFailures)
        for (const one of batch) await this.#answer(key, [one]);
      else for (const { reject } of batch) reject(error);
    }
  }
}
