import { expect, test } from 'vitest';
import { periodOf } from '@/lib/calendar';
import { troubleInWords, troubleOfPeriod } from './failure-rules';

const away = { source: 'Hugging Face', since: '20 March 2025', days: [], papers: [] };
const partial = { ...away, days: ['2025-03-17'] };
const day = (key: string) => periodOf('day', key);

test('a source that is away is shown on every page', () => {
  expect(troubleOfPeriod(away, day('2025-03-10'), false)).toEqual(away);
});

test.each([
  ['its own page', day('2025-03-17'), false, true],
  ['its week', periodOf('week', '2025-03-19'), false, true],
  ['another day', day('2025-03-18'), false, false],
  ['the front page with a later edition', day('2025-03-18'), true, false],
  ['the front page that still has an earlier one', day('2025-03-14'), true, true],
])('a day that is not delivered is shown where readers miss it: %s', (_, page, isFront, shown) => {
  expect(troubleOfPeriod(partial, page, isFront)).toEqual(shown ? partial : null);
});

test('a paper that arXiv fails to deliver is for operators, not for readers', () => {
  const paper = { ...away, source: 'arXiv', papers: ['2503.90142'] };
  expect(troubleOfPeriod(paper, day('2025-03-17'), true)).toBeNull();
  expect(troubleInWords(paper)).toContain('2503.90142');
  expect(troubleInWords(partial)).toContain('2025-03-17');
  expect(troubleInWords(away)).toBe(
    'Hugging Face doesn’t answer (last tried 20 March 2025). New papers appear once it does.',
  );
});
