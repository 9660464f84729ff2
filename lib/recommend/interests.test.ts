import { expect, test } from 'vitest';
import { interests } from '@/tests/support/candidates';
import { interestKey } from './interests';

test('the same interests in another order and spacing have the same key', () => {
  const one = interests({ wordsIn: ['graph rewriting', 'fog'], authors: ['Ada Lovelace'] });
  const other = interests({
    wordsIn: ['fog ', ' graph  rewriting', 'fog'],
    authors: ['Ada Lovelace', ''],
  });
  expect(interestKey(other)).toBe(interestKey(one));
});

test('how many papers are wanted is no part of it', () => {
  expect(interestKey(interests({ maxPapers: 3 }))).toBe(interestKey(interests({ maxPapers: 9 })));
});

test('words in and words out are two things, and so are two words and a phrase', () => {
  const keys = [
    interests(),
    interests({ wordsIn: ['fog'] }),
    interests({ wordsOut: ['fog'] }),
    interests({ wordsIn: ['fog', 'tide'] }),
    interests({ wordsIn: ['fog tide'] }),
    interests({ onlyTrending: true }),
  ].map(interestKey);
  expect(new Set(keys).size).toBe(keys.length);
});
