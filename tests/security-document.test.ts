/** docs/security.md: each requirement has a state, and failures have reasons. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('docs/security.md', 'utf8');
const rows = [...text.matchAll(/^\| (\d[^|]*) \|[^|]*\| ([^|]+) \| ?([^|]*) ?\|$/gm)].map(
  ([, numbers = '', state = '', why = '']) => ({ numbers, state, why }),
);

/** `6.5.1–6.5.3, 6.6.1` as each of its numbers. */
function each(numbers: string): string[] {
  return numbers.split(', ').flatMap((part) => {
    const [first = '', last = first] = part.split('–');
    const section = first.slice(0, first.lastIndexOf('.') + 1);
    const [from, to] = [first, last].map((number) => Number(number.slice(section.length)));
    return Array.from({ length: to! - from! + 1 }, (_, step) => `${section}${from! + step}`);
  });
}

test('all 253 requirements of the first two levels are listed once, with a state', () => {
  const listed = rows.flatMap(({ numbers }) => each(numbers));
  expect(listed).toHaveLength(253);
  expect(new Set(listed).size).toBe(253);
  for (const { numbers, state } of rows)
    expect(['met', 'n/a', 'operator', '**fail**'], numbers).toContain(state);
});

test('fewer than ten fail, each with a reason', () => {
  const failed = rows.filter(({ state }) => state === '**fail**');
  expect(failed.flatMap(({ numbers }) => each(numbers)).length).toBeLessThan(10);
  expect(text).toContain(`Fails: ${failed.length} of 253.`);
  for (const { numbers, why } of failed) expect(why.length, numbers).toBeGreaterThan(60);
});
