/** Joins requests for the same thing: while one batch is under way, all that come wait for the next. */

type Waiting<In, Out> = {
  request: In;
  resolve: (out: Out) => void;
  reject: (error: unknown) => void;
};

/**
 * Two hundred transactions on one row wait for each other; two do the same work. `work` answers
 * each request of a batch in its place, and if it fails, each is tried alone: what one of them
 * asked for must not fail the others.
 */
export class Batches<In, Out> {
  readonly #work: (key: string, requests: In[]) => Promise<Out[]>;
  readonly #waiting = new Map<string, Waiting<In, Out>[]>();

  constructor(work: (key: string, requests: In[]) => Promise<Out[]>) {
    this.#work = work;
  }

  ask(key: string, request: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(key);
      if (waiting) waiting.push({ request, resolve, reject });
      else {
        this.#waiting.set(key, []);
        void this.#run(key, [{ request, resolve, reject }]);
      }
    });
  }

  async #run(key: string, batch: Waiting<In, Out>[]): Promise<void> {
    await this.#answer(key, batch);
    const next = this.#waiting.get(key) ?? [];
    if (next.length === 0) this.#waiting.delete(key);
    else {
      this.#waiting.set(key, []);
      await this.#run(key, next);
    }
  }

  async #answer(key: string, batch: Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await this.#work(
        key,
        batch.map(({ request }) => request),
      );
      for (const [at, out] of outs.entries()) batch[at]?.resolve(out);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await this.#answer(key, [one]);
    }
  }
}
