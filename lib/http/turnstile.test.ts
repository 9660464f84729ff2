import { expect, test } from 'vitest';
import { Turnstile } from './turnstile';

const BUSY = 'Too many people at once.';
const refusal = { code: 'unavailable', message: BUSY, retryAfterS: 5 };

/** Work that ends on request. */
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

test('callers over the limit are refused at once, callers that wait too long later', async () => {
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

test('one holder gets half of the places, and the next of another holder goes before its queue', async () => {
  const turnstile = new Turnstile({ running: 4, waiting: 4, patienceMs: 10_000, busy: BUSY });
  const started: string[] = [];
  const begin = (holder: string) => {
    const { work, end } = task();
    const result = turnstile.pass(() => {
      started.push(holder);
      return work();
    }, holder);
    return { result, end };
  };
  const crowd = [begin('crowd'), begin('crowd'), begin('crowd'), begin('crowd')];
  expect(started).toEqual(['crowd', 'crowd']);
  await expect(turnstile.pass(async () => 'one too many', 'crowd')).rejects.toMatchObject(refusal);
  const others = [begin('reader'), begin('other'), begin('third')];
  expect(started).toEqual(['crowd', 'crowd', 'reader', 'other']);
  others[0]?.end('read');
  await others[0]?.result;
  await Promise.resolve();
  expect(started.slice(4)).toEqual(['third']);
  crowd[0]?.end('found');
  await crowd[0]?.result;
  await Promise.resolve();
  expect(started.slice(5)).toEqual(['crowd']);
  for (const { end } of [...crowd, ...others]) end('done');
  await Promise.all([...crowd, ...others].map(({ result }) => result));
  expect(await turnstile.pass(async () => 'free again', 'crowd')).toBe('free again');
});

test('work of no holder may have all places', async () => {
  const turnstile = new Turnstile({ running: 2, waiting: 1, patienceMs: 10_000, busy: BUSY });
  const tasks = [task(), task()];
  const results = tasks.map(({ work }) => turnstile.pass(work));
  const waiting = turnstile.pass(async () => 'third');
  for (const { end } of tasks) end('done');
  expect(await Promise.all([...results, waiting])).toEqual(['done', 'done', 'third']);
});
