/** POST /api/papers/submit: with a session, same-origin only, with the documented answers. */
import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi } from '../../support/api';
import { OPERATIONS, problemsOf } from '../../support/api-document';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const operation = OPERATIONS.find(({ operationId }) => operationId === 'submitPaper')!;

async function submit(body: unknown, headers: Record<string, string> = {}) {
  const response = await callApi('/api/papers/submit', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  expect(problemsOf(operation, response.status, answer)).toEqual([]);
  return { status: response.status, answer };
}

async function signedIn() {
  const reader = await addReader(db, 'ada');
  return { cookie: await sessionCookie(db, reader.id) };
}

test('a submission needs a session', async () => {
  expect((await submit({ paper: '2503.99001' })).status).toBe(401);
});

test('a page of another site can’t submit for a reader', async () => {
  const headers = { ...(await signedIn()), origin: 'https://elsewhere.example' };
  expect((await submit({ paper: '2503.99001' }, headers)).status).toBe(403);
});

test('an unlisted paper is listed, and a listed one leads to its page', async () => {
  await storeListings(db, [listing({ id: '2503.90001' }), listing({ id: 'x-fog' })], []);
  await db.appearance.deleteMany({ where: { paperId: 'x-fog' } });
  const headers = await signedIn();
  expect((await submit({ paper: 'x-fog', note: 'Read it.' }, headers)).answer).toMatchObject({
    status: 'listed',
    paper: { id: 'x-fog', url: expect.stringContaining('/papers/x-fog') },
  });
  expect((await submit({ paper: 'x-fog' }, headers)).answer).toMatchObject({
    status: 'refused',
    reason: 'This paper is already in an edition.',
  });
  expect((await submit({ paper: 'x-nothing' }, headers)).status).toBe(404);
});

test.each([
  [{}],
  [{ paper: 'fog' }],
  [{ paper: 'x-fog', codeUrl: 'http://169.254.169.254/latest' }],
  [{ paper: 'x-fog', note: 'x'.repeat(501) }],
  [[]],
])('%j is rejected in words', async (body) => {
  const { status, answer } = await submit(body, await signedIn());
  expect([status, answer.error.code]).toEqual([400, 'bad_request']);
});

test('an account has a daily limit of submissions', async () => {
  const headers = await signedIn();
  const statuses = [];
  for (let times = 0; times < 21; times += 1) {
    statuses.push((await submit({ paper: 'x-nothing' }, headers)).status);
  }
  expect(statuses.slice(-2)).toEqual([404, 429]);
});
