import { expect, test } from 'vitest';
import { Turnstile } from './turnstile';

const BUSY = 'Too many people at once.';
const refusal = { code: 'unavailable', message: BUSY, retryAfterS: 5 };

/** Work that ends when it is told to. */
function task() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, end: resolve };
}

test('so many run at once, and the next when one is done', async () => {
  const turnstile = new Turnstile({ running: 2, waiting: 5, patienceMs: 10_000, busy: BUSY });
  const started: number[] = [];
  const tasks = [task(), task(), task()];
  const results = tasks.map(({ work }, number) =>
    turnstile.pass(() => {
      started.push(number);
      return work();
    }),
  );
  expect(started).toEqual([0, 1]);
  tasks[1]?.end('second');
  expect(await results[1]).toBe('second');
  await Promise.resolve();
  expect(started).toEqual([0, 1, 2]);
  tasks[0]?.end('first');
  tasks[2]?.end('third');
  expect(await Promise.all(results)).toEqual(['first', 'second', 'third']);
});

test('a failure makes room as an answer does', async () => {
  const turnstile = new Turnstile({ running: 1, waiting: 1, patienceMs: 10_000, busy: BUSY });
  const failing = turnstile.pass(() => Promise.reject(new Error('no')));
  const waiting = turnstile.pass(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await waiting).toBe('yes');
});

test('who would be one too many is turned away at once, who waits too long later', async () => {
  const turnstile = new Turnstile({ running: 1, waiting: 1, patienceMs: 20, busy: BUSY });
  const { work, end } = task();
  const running = turnstile.pass(work);
  const waiting = turnstile.pass(work);
  await expect(turnstile.pass(work)).rejects.toMatchObject(refusal);
  await expect(waiting).rejects.toMatchObject(refusal);
  end('done');
  expect(await running).toBe('done');
  expect(await turnstile.pass(async () => 'free again')).toBe('free again');
});
