import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { together } from './together';

const gatherMs = 5;

test('what is asked in a moment is one statement, what comes during it the next; each has its own answer', async () => {
  const statements: number[][] = [];
  const during: Promise<number>[] = [];
  const double = together(
    async (asks: number[]) => {
      statements.push(asks);
      if (statements.length === 1) during.push(double(3), double(4));
      await sleep(5);
      return asks.map((ask) => 2 * ask);
    },
    { gatherMs },
  );
  expect(await Promise.all([1, 2].map(double))).toEqual([2, 4]);
  expect(await Promise.all(during)).toEqual([6, 8]);
  expect(await double(5)).toBe(10);
  expect(statements).toEqual([[1, 2], [3, 4], [5]]);
});

test('a failure is that of the statement’s own asks, and later ones are answered', async () => {
  const ask = together(
    async (asks: string[]) => {
      if (asks.includes('bad')) throw new Error('no');
      return asks;
    },
    { gatherMs },
  );
  expect(await ask('first')).toBe('first');
  const ended = await Promise.allSettled([ask('bad'), ask('with it')]);
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask('later')).toBe('later');
});
