import { expect, test } from 'vitest';
import { rouge1, rougeL } from './rouge';

test('ROUGE-1 counts shared words with repeats', () => {
  expect(rouge1('the fog the fog', 'The fog lifts')).toBeCloseTo(4 / 7);
  expect(rouge1('fog', 'sun')).toBe(0);
  expect(rouge1('', 'sun')).toBe(0);
});

test('ROUGE-L counts words in the same order only', () => {
  expect(rougeL('police killed the gunman', 'police kill the gunman')).toBeCloseTo(0.75);
  expect(rougeL('the gunman kill police', 'police kill the gunman')).toBeCloseTo(0.5);
});
