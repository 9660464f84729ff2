/**
 * Responses to unusual addresses and fields. tests/e2e/odd-input.wire.spec.ts tries every route.
 */
import { NextRequest } from 'next/server';
import { afterAll, expect, test } from 'vitest';
import { POST as signIn } from '@/app/post/sign-in/route';
import { POST as spendLink } from '@/app/post/sign-in/[token]/route';
import { POST as subscribe } from '@/app/post/subscribe/route';
import { closeDatabase } from '@/lib/db/client';
import { proxy } from '@/proxy';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';

testDatabase();
afterAll(closeDatabase);

const context = { params: Promise.resolve({ token: 'x' }) };

function form(...fields: [string, string][]): NextRequest {
  return new NextRequest(`${SITE}/post`, {
    method: 'POST',
    headers: { origin: SITE, 'x-forwarded-for': '2001:db8::1' },
    body: new URLSearchParams(fields),
  });
}

test.each([
  'jürgen@example.org',
  'a&b@example.org',
  'a=b@example.org',
  'a/b@example.org',
  'info@münchen.example',
  '用户@例子.广告',
])('%s can sign in and subscribe', async (email) => {
  const signedIn = await signIn(form(['email', email]), context);
  expect(signedIn.headers.get('location')).toBe('/sign-in/sent');
  const subscribed = await subscribe(form(['email', email]), context);
  expect(subscribed.headers.get('location')).toBe('/subscribe/sent');
});

test('both forms refuse an address with a control character', async () => {
  const email = 'ada@exam\tple.org';
  const signedIn = await signIn(form(['email', email]), context);
  expect(signedIn.headers.get('location')).toContain('problem=address');
  const subscribed = await subscribe(form(['email', email]), context);
  expect(subscribed.headers.get('location')).toContain('problem=address');
});

test('repeated and long fields are refused', async () => {
  const repeated = await spendLink(form(['next', '/a'], ['next', '/b']), context);
  expect(repeated.status).toBe(400);
  const long = await spendLink(form(['vote', 'x'.repeat(70_000)]), context);
  expect(long.status).toBe(400);
});

test('a long vote is left out of the address that a refused form leads to', async () => {
  const response = await signIn(form(['email', 'nobody'], ['vote', 'x'.repeat(70_000)]), context);
  expect(response.status).toBe(303);
  expect(response.headers.get('location')?.length).toBeLessThan(200);
});

test.each([
  '/papers/€',
  '/papers/%E2%82%AC',
  '/papers/%0Aa',
  '/og/papers/\u{1f4a9}',
  '/papers/a€.md',
])('the headers of %s hold ASCII only', (path) => {
  const { headers } = proxy(new NextRequest(new URL(path, SITE)));
  expect(headers.get('cache-tag') ?? '').toMatch(/^[\x21-\x7e]*$/);
});
