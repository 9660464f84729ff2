/** Personal tokens: programs can do the same as the pages, by the same commands. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createToken, revokeToken, tokensOf } from '@/lib/accounts/tokens/token-commands';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { installQueue } from '@/lib/queue/commands';
import { env } from '@/lib/env';
import { callApi, SITE } from '../../support/api';
import { OPERATIONS, problemsOf } from '../../support/api-document';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const NOW = new Date('2030-05-01T09:00:00Z');

beforeEach(async () => {
  await installQueue(env.DATABASE_URL!);
  await storeListings(db, [listing({ id: '2503.90001' }), listing({ id: 'cs/0112017' })], []);
  await addReader(db, 'hana');
});

async function tokenFor(scopes: Scope[], overrides: { days?: number; now?: Date } = {}) {
  const { days = null, now = new Date() } = overrides;
  const input = { name: 'a script', scopes, days, userId: 'id-of-hana', now };
  const made = await createToken(db, input);
  if (!made.ok) throw new Error('There are too many tokens.');
  return made.token;
}

type Call = { method?: string; token?: string; body?: unknown; headers?: Record<string, string> };

async function call(path: string, call: Call = {}) {
  const { method = 'POST', token, body, headers = {} } = call;
  const response = await callApi(`/api${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text), response };
}

function described(operationId: string) {
  return OPERATIONS.find((one) => one.operationId === operationId)!;
}

const UPVOTE = '/papers/2503.90001/upvote';
const COMMENTS = '/papers/2503.90001/comments';

describe('a vote by token', () => {
  test('counts once and can be withdrawn, like a vote on the page', async () => {
    const token = await tokenFor(['votes']);
    const first = await call(UPVOTE, { token });
    expect(first).toMatchObject({ status: 200, body: { upvoted: true, upvotes: 1 } });
    expect(problemsOf(described('upvote'), 200, first.body)).toEqual([]);
    expect((await call(UPVOTE, { token })).body.upvotes).toBe(1);
    const back = await call(UPVOTE, { token, method: 'DELETE' });
    expect(back).toMatchObject({ status: 200, body: { upvoted: false, upvotes: 0 } });
    expect(await db.vote.count()).toBe(0);
  });

  test('reaches a paper whose id has a slash', async () => {
    const token = await tokenFor(['votes']);
    const { status } = await call('/papers/cs/0112017/upvote', { token });
    expect(status).toBe(200);
    expect(await db.vote.findMany({ select: { paperId: true } })).toEqual([
      { paperId: 'cs/0112017' },
    ]);
  });
});

test('a comment by token equals one by the page, also when edited and deleted', async () => {
  const token = await tokenFor(['comments']);
  const added = await call(COMMENTS, { token, body: { comment: 'How heavy?' } });
  expect(added.status).toBe(201);
  expect(problemsOf(described('addComment'), 201, added.body)).toEqual([]);
  const { id } = added.body;
  const change = { token, method: 'PATCH', body: { comment: 'How heavy is it?' } };
  expect((await call(`/comments/${id}`, change)).status).toBe(200);
  const where = { id };
  expect(await db.comment.findUnique({ where })).toMatchObject({ body: 'How heavy is it?' });
  const gone = await call(`/comments/${id}`, { token, method: 'DELETE' });
  expect([gone.status, gone.body]).toEqual([204, null]);
  expect(await db.comment.findUnique({ where })).toMatchObject({ body: '' });
});

test('another reader’s comment is not deleted', async () => {
  await addReader(db, 'obi');
  const { id } = await db.comment.create({
    data: { paperId: '2503.90001', userId: 'id-of-obi', body: 'Mine.' },
  });
  const token = await tokenFor(['comments']);
  const { status } = await call(`/comments/${id}`, { token, method: 'DELETE' });
  expect(status).toBe(403);
  expect(await db.comment.findUnique({ where: { id } })).toMatchObject({ body: 'Mine.' });
});

test('a token shows its owner and its last use', async () => {
  const token = await tokenFor(['profile']);
  const { body, response } = await call('/me', { token, method: 'GET' });
  expect(body).toEqual({
    reader: { handle: 'hana', name: 'hana', role: 'reader' },
    votes: [],
    bookmarks: [],
    follows: false,
  });
  expect(problemsOf(described('me'), 200, body)).toEqual([]);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(await tokensOf(db, 'id-of-hana')).toMatchObject([{ lastUsedAt: expect.any(Date) }]);
});

test('a paper is saved by token, once, and removed again', async () => {
  const token = await tokenFor(['library']);
  const save = '/papers/cs/0112017/bookmark';
  const answers = [
    await call(save, { token, method: 'PUT' }),
    await call(save, { token, method: 'PUT' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await db.bookmark.findMany({ select: { paperId: true } })).toEqual([
    { paperId: 'cs/0112017' },
  ]);
  const unknown = '/papers/2503.99999/bookmark';
  expect((await call(unknown, { token, method: 'PUT' })).status).toBe(404);
  expect((await call(save, { token, method: 'DELETE' })).status).toBe(200);
  expect(await db.bookmark.count()).toBe(0);
});

async function subscribe(wordsOut: string[] = []): Promise<void> {
  const email = 'hana@tidewater.example';
  const manageTokenHash = 'x';
  await db.subscription.create({
    data: { email, state: 'active', manageTokenHash, userId: 'id-of-hana', wordsOut },
  });
}

test('a reader without a digest gets 404, one with it gets the next', async () => {
  const token = await tokenFor(['digest']);
  expect((await call('/me/digest', { token, method: 'GET' })).status).toBe(404);
  await subscribe();
  const { status, body } = await call('/me/digest', { token, method: 'GET' });
  expect(status).toBe(200);
  expect(problemsOf(described('myDigest'), 200, body)).toEqual([]);
});

test('interests are read and replaced as a whole, with their scopes', async () => {
  const [reads, chooses] = [await tokenFor(['digest']), await tokenFor(['interests'])];
  const wanted = { topics: ['weather'], authors: ['Hana Ito'], wordsIn: ['fog'], wordsOut: [] };
  const choose = (token: string, body: object) =>
    call('/me/interests', { token, method: 'PUT', body });
  expect((await choose(chooses, wanted)).status).toBe(404);
  await subscribe(['clocks']);
  expect((await choose(reads, wanted)).status).toBe(403);
  expect((await choose(chooses, { ...wanted, topics: ['no slug!'] })).status).toBe(400);
  expect((await choose(chooses, { ...wanted, wordsIn: 'fog' })).status).toBe(400);
  expect(await choose(chooses, wanted)).toMatchObject({ status: 200, body: wanted });
  const { status, body } = await call('/me/interests', { token: reads, method: 'GET' });
  expect(status).toBe(200);
  expect(body).toEqual(wanted);
  expect(problemsOf(described('myInterests'), 200, body)).toEqual([]);
});

describe('rejected without effect:', () => {
  const nothing = async () => expect(await db.vote.count()).toBe(0);

  test.each([
    ['no token', undefined],
    ['no token of ours', 'hf_abc'],
    ['one that was never made', `bsp_${'x'.repeat(43)}`],
  ])('%s', async (_what, token) => {
    expect((await call(UPVOTE, token ? { token } : {})).status).toBe(401);
    await nothing();
  });

  test('another scheme', async () => {
    const headers = { authorization: `Basic ${await tokenFor(['votes'])}` };
    expect((await call(UPVOTE, { headers })).status).toBe(401);
    await nothing();
  });

  test('a revoked token, an expired one, one of a suspended reader', async () => {
    const revoked = await tokenFor(['votes']);
    const [{ id } = { id: '' }] = await tokensOf(db, 'id-of-hana');
    await addReader(db, 'obi');
    await revokeToken(db, { id, userId: 'id-of-obi' });
    expect(await tokensOf(db, 'id-of-hana')).toHaveLength(1);
    await revokeToken(db, { id, userId: 'id-of-hana' });
    expect((await call(UPVOTE, { token: revoked })).status).toBe(401);

    const over = await tokenFor(['votes'], { days: 1, now: new Date('2025-01-01') });
    expect((await call(UPVOTE, { token: over })).status).toBe(401);

    const token = await tokenFor(['votes']);
    await db.user.update({ where: { id: 'id-of-hana' }, data: { suspendedAt: NOW } });
    expect((await call(UPVOTE, { token })).status).toBe(401);
    await nothing();
  });

  test('a token without the scope', async () => {
    const token = await tokenFor(['profile', 'comments']);
    const { status, body } = await call(UPVOTE, { token });
    expect(status).toBe(403);
    expect(body.error.message).toContain('votes');
    await nothing();
  });

  test('a session from another site, while our own is accepted', async () => {
    const cookie = await sessionCookie(db, 'id-of-hana');
    const foreign = { cookie, origin: 'https://elsewhere.example' };
    expect((await call(UPVOTE, { headers: foreign })).status).toBe(403);
    await nothing();
    const own = { cookie, origin: SITE };
    expect((await call(UPVOTE, { headers: own })).status).toBe(200);
  });

  test.each([
    ['an unknown paper', '/papers/2503.99999/upvote', undefined, 404],
    ['no id', '/papers/nonsense/upvote', undefined, 404],
    ['an empty comment', COMMENTS, { comment: ' ' }, 400],
    ['a comment that is too long', COMMENTS, { comment: 'x'.repeat(10_001) }, 413],
    ['a body that is a list', COMMENTS, [], 400],
    ['an answer to nothing', COMMENTS, { comment: 'Yes.', parentCommentId: 'none' }, 404],
    ['a parent that is no text', COMMENTS, { comment: 'Yes.', parentCommentId: 7 }, 400],
    ['a body too large', COMMENTS, { comment: 'x'.repeat(80_000) }, 413],
    ['a post to the paper itself', '/papers/2503.90001', undefined, 405],
  ])('%s', async (_what, path, body, status) => {
    const token = await tokenFor(['votes', 'comments']);
    const answer = await call(path, { token, body });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(/\S/);
    await nothing();
    expect(await db.comment.count()).toBe(0);
  });
});

describe('an Idempotency-Key', () => {
  const message = (key: string, token: string, body = 'Once.') =>
    call(COMMENTS, {
      token,
      body: { comment: body },
      headers: { 'idempotency-key': key },
    });

  test('returns the first answer to a repeat, despite later changes', async () => {
    const token = await tokenFor(['comments']);
    const first = await message('a-key', token);
    await db.comment.updateMany({ data: { createdAt: new Date('2025-01-01') } });
    const second = await message('a-key', token);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await db.comment.count()).toBe(1);
    await message('another', token);
    expect(await db.comment.count()).toBe(2);
  });

  test('belongs to one request, and can be used again after a rejection', async () => {
    const token = await tokenFor(['comments']);
    await message('a-key', token);
    expect((await message('a-key', token, 'Other words.')).status).toBe(409);
    expect((await message('b-key', token, ' ')).status).toBe(400);
    expect((await message('b-key', token)).status).toBe(201);
    expect((await message('x'.repeat(201), token)).status).toBe(400);
  });
});
