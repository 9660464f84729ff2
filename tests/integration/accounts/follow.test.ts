/** Following an author or a topic from its page: the form, and the stored follow. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { POST } from '@/app/post/follow/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { MAX_ENTRIES } from '@/lib/subscriptions/schema';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const TOPIC = { slug: 'weather', name: 'Weather', categories: [], words: ['fog'] };
const LISTED = 'Smith, Jr.';
let cookie: string;

beforeEach(async () => {
  await db.topic.create({ data: { ...TOPIC, position: 0 } });
  const authors = [{ name: 'Hana Itō' }, { name: LISTED }];
  await storeListings(db, [listing({ id: '2503.90001', paper: { authors } })], [TOPIC]);
  await addReader(db, 'ada');
  cookie = await sessionCookie(db, 'id-of-ada');
});

async function press(query: Record<string, string>, act = 'follow', headers = { cookie }) {
  const request = new NextRequest(`${SITE}/follow?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ act }),
  });
  const answer = await POST(request, {});
  return answer.headers.get('location') ?? answer.status;
}

const follows = () =>
  db.user.findUniqueOrThrow({
    where: { id: 'id-of-ada' },
    select: { topics: true, authors: true },
  });

test('following and unfollowing an author and a topic is idempotent', async () => {
  const author = { author: 'Hana Itō' };
  const page = `/follow?${new URLSearchParams(author)}`;
  expect(await press(author)).toBe(`${page}&done=followed`);
  await Promise.all([press(author), press(author), press({ topic: 'weather' })]);
  expect(await follows()).toEqual({ topics: ['weather'], authors: ['Hana Itō'] });
  expect(await press(author, 'unfollow')).toBe(`${page}&done=unfollowed`);
  await press(author, 'unfollow');
  expect(await follows()).toEqual({ topics: ['weather'], authors: [] });
});

test('a public page fetches whether its reader follows', async () => {
  const requests = async (query: Record<string, string>) => {
    const answer = await callApi(`/api/me?${new URLSearchParams(query)}`, {
      headers: { cookie },
    });
    return (await answer.json()).follows;
  };
  await press({ author: 'Hana Itō' });
  expect(await requests({ author: 'Hana Itō' })).toBe(true);
  expect(await requests({ author: 'Hana Ito' })).toBe(false);
  expect(await requests({ topic: 'weather' })).toBe(false);
  expect(await requests({})).toBe(false);
});

test('signed out, the button leads through sign-in and back', async () => {
  const query = { topic: 'weather' };
  expect(await press(query, 'follow', { cookie: '' })).toBe(
    `/sign-in?next=${encodeURIComponent('/follow?topic=weather')}`,
  );
});

test('a follow over the limit is rejected in words', async () => {
  const authors = Array.from({ length: MAX_ENTRIES }, (_, n) => `Author ${n}`);
  await db.user.update({ where: { id: 'id-of-ada' }, data: { authors } });
  expect(await press({ author: 'Hana Itō' })).toContain('problem=too_many');
  expect((await follows()).authors).toEqual(authors);
});

test.each([
  ['nobody', 404, { author: 'Nobody Here' }],
  ['a name that a list would take for two', 404, { author: LISTED }],
  ['no topic', 404, { topic: 'nothing' }],
  ['nothing', 404, {}],
])('%s can’t be followed', async (_, status, query) => {
  expect(await press(query)).toBe(status);
  expect(await follows()).toEqual({ topics: [], authors: [] });
});

test('an unknown action is rejected', async () => {
  expect(await press({ topic: 'weather' }, 'constructor')).toBe(400);
});
