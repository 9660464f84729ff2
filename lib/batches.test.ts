import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Batches } from './batches';

function recorded(work: (key: string, requests: number[]) => Promise<string[]> = answer) {
  const batches: [string, number[]][] = [];
  const joined = new Batches<number, string>((key, requests) => {
    batches.push([key, requests]);
    return work(key, requests);
  });
  return { joined, batches };
}

async function answer(key: string, requests: number[]): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return requests.map((request) => `${key}${request}`);
}

test('what comes while one is under way goes together, and each gets its own answer', async () => {
  const { joined, batches } = recorded();
  const answers = await Promise.all([1, 2, 3].map((request) => joined.ask('a', request)));
  expect(answers).toEqual(['a1', 'a2', 'a3']);
  expect(batches).toEqual([
    ['a', [1]],
    ['a', [2, 3]],
  ]);
});

test('different things don’t wait for each other', async () => {
  const { joined, batches } = recorded();
  await Promise.all([joined.ask('a', 1), joined.ask('b', 2)]);
  expect(batches).toEqual([
    ['a', [1]],
    ['b', [2]],
  ]);
});

test('what can’t be done fails alone', async () => {
  const { joined } = recorded(async (key, requests) => {
    if (requests.includes(3)) throw new Error('not 3');
    return answer(key, requests);
  });
  const answers = await Promise.allSettled([1, 2, 3, 4].map((request) => joined.ask('a', request)));
  expect(answers.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

test('after all have been answered, the next one starts', async () => {
  const { joined, batches } = recorded();
  await joined.ask('a', 1);
  await joined.ask('a', 2);
  expect(batches).toHaveLength(2);
});

describe('with a time to gather and one failure for all', () => {
  const options = { gatherMs: 5, isolatesFailures: false };

  test('requests of one moment share a statement, later ones the next; each gets its own result', async () => {
    const statements: number[][] = [];
    const during: Promise<number>[] = [];
    const batches = new Batches<number, number>(async (_key, asks) => {
      statements.push(asks);
      if (statements.length === 1) during.push(double(3), double(4));
      await sleep(5);
      return asks.map((ask) => 2 * ask);
    }, options);
    const double = (ask: number) => batches.ask('all', ask);
    expect(await Promise.all([1, 2].map(double))).toEqual([2, 4]);
    expect(await Promise.all(during)).toEqual([6, 8]);
    expect(await double(5)).toBe(10);
    expect(statements).toEqual([[1, 2], [3, 4], [5]]);
  });

  test('a failure affects the requests of its statement, and later ones succeed', async () => {
    const batches = new Batches<string, string>(async (_key, asks) => {
      if (asks.includes('bad')) throw new Error('no');
      return asks;
    }, options);
    const ask = (text: string) => batches.ask('all', text);
    expect(await ask('first')).toBe('first');
    const ended = await Promise.allSettled([ask('bad'), ask('with it')]);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask('later')).toBe('later');
  });
});
