/** PUT and DELETE /api/papers/{id}/bookmark: the reader's own, same-origin only, as documented. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi } from '../../support/api';
import { OPERATIONS, problemsOf } from '../../support/api-document';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const OLD = 'cs/0112017';
let cookie: string;

beforeEach(async () => {
  const ada = await addReader(db, 'ada');
  cookie = await sessionCookie(db, ada.id);
  await storeListings(db, [listing({ id: OLD })], []);
});

async function ask(method: 'PUT' | 'DELETE', id: string, headers: Record<string, string> = {}) {
  const call = { method, headers: { cookie, ...headers } };
  const response = await callApi(`/api/papers/${id}/bookmark`, call);
  const body = await response.json();
  const operation = OPERATIONS.find(
    (one) => one.method === method.toLowerCase() && one.path.endsWith('/bookmark'),
  )!;
  expect(problemsOf(operation, response.status, body)).toEqual([]);
  return { status: response.status, body };
}

test('saving and removing a paper is idempotent', async () => {
  for (let times = 0; times < 2; times += 1) {
    expect(await ask('PUT', OLD)).toEqual({ status: 200, body: { saved: true } });
  }
  expect(await db.bookmark.findMany()).toMatchObject([{ paperId: OLD, userId: 'id-of-ada' }]);
  expect(await ask('DELETE', OLD)).toEqual({ status: 200, body: { saved: false } });
  expect(await db.bookmark.count()).toBe(0);
});

test.each([
  ['the reader is signed out', OLD, { cookie: '' }, 401],
  ['another site sends it', OLD, { origin: 'https://elsewhere.example' }, 403],
  ['the paper is unknown', '2503.00000', {}, 404],
  ['the id is invalid', 'fog', {}, 404],
])('%s, so nothing is saved', async (_, id, headers, status) => {
  expect((await ask('PUT', id, headers)).status).toBe(status);
  expect(await db.bookmark.count()).toBe(0);
});
