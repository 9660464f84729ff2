import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together';

test('what is asked while a statement is under way goes into the next, each with its own answer', async () => {
  const statements: number[][] = [];
  const double = together(async (asks: number[]) => {
    statements.push(asks);
    await sleep(5);
    return asks.map((ask) => 2 * ask);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(statements).toEqual([[1], [2, 3], [4]]);
});

test('a failure is that of the statement’s own asks, and later ones are answered', async () => {
  const ask = together(async (asks: string[]) => {
    await sleep(1);
    if (asks.includes('bad')) throw new Error('no');
    return asks;
  });
  const ended = await Promise.allSettled([ask('first'), ask('bad'), ask('with it')]);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await ask('later')).toBe('later');
});
