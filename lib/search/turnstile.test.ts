import { expect, test } from 'vitest';
import { Turnstile } from './turnstile';

/** Work that ends when it is told to. */
function task() {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, end: resolve };
}

test('so many run at once, and the next when one is done', async () => {
  const turnstile = new Turnstile({ running: 2, waiting: 5, patienceMs: 10_000 });
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
  const turnstile = new Turnstile({ running: 1, waiting: 1, patienceMs: 10_000 });
  const failing = turnstile.pass(() => Promise.reject(new Error('no')));
  const waiting = turnstile.pass(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await waiting).toBe('yes');
});

test('who would be one too many is turned away at once, who waits too long later', async () => {
  const turnstile = new Turnstile({ running: 1, waiting: 1, patienceMs: 20 });
  const { work, end } = task();
  const running = turnstile.pass(work);
  const waiting = turnstile.pass(work);
  await expect(turnstile.pass(work)).rejects.toThrow('Too many people');
  await expect(waiting).rejects.toThrow('Too many people');
  end('done');
  expect(await running).toBe('done');
  expect(await turnstile.pass(async () => 'free again')).toBe('free again');
});
