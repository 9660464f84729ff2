import { expect, test } from 'vitest';
import { signInToken } from '@/lib/accounts/tokens/secrets';
import { makeToken } from '@/lib/accounts/tokens/token-rules';
import { digestLink, manageToken, repliesLink } from '@/lib/subscriptions/tokens';
import { loggedPath } from './logged-path';

test.each([
  ['/sign-in', signInToken('ada@papers.example'), ''],
  ['/subscriptions', manageToken('an-id', 1), ''],
  ['/unsubscribe/replies', repliesLink('an-id'), ''],
  ['/digests', digestLink('an-id'), ''],
  ['/feeds/for-you', makeToken().token, '.atom'],
  ['/collections', 'A'.repeat(43), '/export'],
])('under %s nothing of a secret is logged', (section, secret, end) => {
  expect(loggedPath(`${section}/${secret}${end}?q=fog`)).toMatch(
    new RegExp(`^${section}/\\(token\\)(/export)?$`),
  );
});

const LONG_ID = 'x-a-title-of-more-words-than-a-token-has-letters';

test.each([
  '/',
  '/papers/cs/0112017',
  '/papers/date/2025-03-17.csl.json',
  `/papers/${LONG_ID}.md`,
  `/api/papers/${LONG_ID}/upvote`,
  `/discuss/${LONG_ID}`,
])('%s is logged as it is', (path) => expect(loggedPath(`${path}?p=1`)).toBe(path));
