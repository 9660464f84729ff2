/** Forms have the same limits as the API. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { POST as account } from '@/app/post/account/route';
import { POST as library } from '@/app/post/library/route';
import { POST as collection } from '@/app/post/library/collections/[id]/route';
import { POST as forYou } from '@/app/post/papers/for-you/route';
import { POST as save } from '@/app/post/save/[...id]/route';
import { POST as searches } from '@/app/post/searches/route';
import { profileDraft } from '@/lib/accounts/schema';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { createCollection } from '@/lib/library/collection-commands';
import { networkHash } from '@/lib/secrets';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const ID = '2503.90001';

beforeEach(async () => {
  await storeListings(db, [listing({ id: ID })], []);
  await addReader(db, 'hana');
});

/** Uses up the reader's limit for the last minutes. */
async function spend(what: string) {
  const key = `${what}:${networkHash('id-of-hana')}`;
  await db.rateLimit.create({ data: { key, points: 1_000, expire: Date.now() + 60_000 } });
}

async function send(fields: Record<string, string>): Promise<NextRequest> {
  const headers = { cookie: await sessionCookie(db, 'id-of-hana'), origin: SITE };
  const body = new URLSearchParams(fields);
  return new NextRequest(`${SITE}/post`, { method: 'POST', headers, body });
}

const withId = <T>(id: T) => ({ params: Promise.resolve({ id }) });

type Press = () => Promise<Response>;
test.each<[string, string, Press]>([
  [
    'a new name',
    'profile',
    async () => account(await send({ act: 'profile', handle: 'ana', name: 'Ana' }), {}),
  ],
  ['a bookmark', 'bookmark', async () => save(await send({ act: 'save' }), withId([ID]))],
  ['a new collection', 'keep', async () => library(await send({ name: 'Fog' }), {})],
  [
    'a collection',
    'keep',
    async () => {
      const id = await createCollection(db, 'id-of-hana', { name: 'Fog', description: '' });
      return collection(await send({ act: 'delete' }), withId(id));
    },
  ],
  ['a search', 'keep', async () => searches(await send({ act: 'save', query: 'fog' }), {})],
  ['less of a paper', 'keep', async () => forYou(await send({ less: ID }), {})],
])('%s can be sent, but not without end', async (_, what, press) => {
  expect((await press()).status).toBe(303);
  await db.rateLimit.deleteMany();
  await spend(what);
  expect((await press()).status).toBe(429);
});

test('a handle that is taken leads back with all that was typed', async () => {
  await addReader(db, 'ana');
  const typed = { handle: 'ana', name: 'Ana', authors: 'Ito\nVoss', topics: 'fog' };
  const answer = await account(await send({ act: 'profile', ...typed }), {});
  const address = new URL(answer.headers.get('location')!, SITE);
  expect(Object.fromEntries(address.searchParams)).toEqual({ problem: 'handle_taken', ...typed });
  expect(profileDraft(Object.fromEntries(address.searchParams))).toEqual({
    handle: 'ana',
    name: 'Ana',
    authors: ['Ito', 'Voss'],
    topics: ['fog'],
    mailsReplies: false,
  });
});

test('input that exceeds an address is reported without it', async () => {
  const authors = Array.from({ length: 51 }, (_, n) => `Author ${n} ${'x'.repeat(70)}`).join('\n');
  const answer = await account(
    await send({ act: 'profile', handle: 'hana', name: 'Hana', authors }),
    {},
  );
  expect(answer.headers.get('location')).toBe('/account?problem=authors');
});
