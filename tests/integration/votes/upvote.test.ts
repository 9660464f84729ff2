/** Voting over HTTP: as JSON, and as the form that works without JavaScript. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as pressForm } from '@/app/post/vote/[...id]/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const PAPER = '2503.90001';
const OLD_ID = 'cs/0112017';
const FROM = { 'x-forwarded-for': '203.0.113.7' };

beforeEach(async () => {
  await storeListings(db, [listing({ id: PAPER, upstreamVotes: 5 }), listing({ id: OLD_ID })], []);
});

async function signedIn(handle = 'ada') {
  const reader = await addReader(db, handle);
  return { reader, cookie: await sessionCookie(db, reader.id) };
}

function press(method: 'POST' | 'DELETE', id: string, headers: Record<string, string> = {}) {
  return callApi(`/api/papers/${id}/upvote`, { method, headers: { ...FROM, ...headers } });
}

async function me(papers: string, headers: Record<string, string> = {}) {
  const response = await callApi(`/api/me?papers=${papers}`, { headers });
  return { response, body: await response.json() };
}

/** Sends the form of a button, like a browser without JavaScript. */
function submit(id: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const request = new NextRequest(new URL(`/vote/${id}`, SITE), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { host: new URL(SITE).host, ...FROM, ...headers },
  });
  return pressForm(request, { params: Promise.resolve({ id: id.split('/') }) });
}

describe('POST and DELETE /api/papers/{id}/upvote', () => {
  test('cast a vote and take it back, and tell the score each time', async () => {
    const { cookie } = await signedIn();
    const cast = await press('POST', PAPER, { cookie });
    expect(cast.headers.get('cache-control')).toBe('private, no-store');
    expect(await cast.json()).toEqual({
      upvoted: true,
      upvotes: 1,
      countedUpvotes: 1,
      votes: 6,
      weight: 1,
      discounts: [],
    });
    const back = await press('DELETE', PAPER, { cookie });
    expect(await back.json()).toMatchObject({ upvoted: false, upvotes: 0, votes: 5 });
    expect(await db.vote.count()).toBe(0);
  });

  test('change nothing when they are sent again', async () => {
    const { cookie } = await signedIn();
    for (const method of ['POST', 'POST', 'DELETE', 'DELETE'] as const) {
      expect((await press(method, PAPER, { cookie })).status).toBe(200);
    }
    expect(await db.paper.findUniqueOrThrow({ where: { id: PAPER } })).toMatchObject({ votes: 5 });
  });

  test('know a paper by an old id and by another spelling', async () => {
    const { reader, cookie } = await signedIn();
    await press('POST', OLD_ID, { cookie });
    await press('POST', `${PAPER}v2`, { cookie });
    const votes = await db.vote.findMany({ orderBy: { paperId: 'asc' } });
    expect(votes).toMatchObject([
      { paperId: PAPER, userId: reader.id },
      { paperId: OLD_ID, userId: reader.id },
    ]);
  });

  test.each([
    ['from nobody', {}, 401],
    ['with a forged session', { cookie: 'better-auth.session_token=forged.signature' }, 401],
  ])('are refused %s', async (_name, headers, status) => {
    expect((await press('POST', PAPER, headers)).status).toBe(status);
    expect((await press('DELETE', PAPER, headers)).status).toBe(status);
  });

  test.each([
    ['origin', { origin: 'https://evil.example' }],
    ['fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['sandboxed origin', { origin: 'null' }],
  ])(
    'are refused to another site by its %s, with the reader’s cookie or not',
    async (_name, headers) => {
      const { cookie } = await signedIn();
      for (const method of ['POST', 'DELETE'] as const) {
        expect((await press(method, PAPER, { cookie, ...headers })).status).toBe(403);
        expect((await press(method, PAPER, headers)).status).toBe(403);
      }
      expect(await db.vote.count()).toBe(0);
    },
  );

  test('answer a paper that isn’t there or can’t be in words', async () => {
    const { cookie } = await signedIn();
    expect((await press('POST', '2503.99999', { cookie })).status).toBe(404);
    expect((await press('POST', 'no paper', { cookie })).status).toBe(404);
    expect((await press('DELETE', '2503.99999', { cookie })).status).toBe(404);
  });

  test('leave other writes to a paper refused as before', async () => {
    const refused = await callApi(`/api/papers/${PAPER}`, { method: 'POST' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  test('keep with the vote only a hash of the network, and none of this machine’s own', async () => {
    const { cookie } = await signedIn();
    await press('POST', PAPER, { cookie });
    await press('POST', OLD_ID, { cookie, 'x-forwarded-for': '127.0.0.1' });
    const votes = await db.vote.findMany({ orderBy: { paperId: 'asc' } });
    expect(votes.map(({ networkHash }) => networkHash)).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
      null,
    ]);
  });

  test('are limited by account', async () => {
    const { cookie } = await signedIn();
    expect((await press('POST', PAPER, { cookie })).status).toBe(200);
    await db.rateLimit.updateMany({ data: { points: 299 } });
    expect((await press('DELETE', PAPER, { cookie })).status).toBe(200);
    const refused = await press('POST', PAPER, { cookie });
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});

describe('GET /api/me', () => {
  test('returns the signed-in reader and the papers with their marks', async () => {
    const { reader, cookie } = await signedIn();
    await press('POST', PAPER, { cookie });
    await db.bookmark.create({ data: { userId: reader.id, paperId: OLD_ID } });
    const { response, body } = await me(`${PAPER},${OLD_ID},nonsense`, { cookie });
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(body).toEqual({
      reader: { handle: 'ada', name: 'ada', role: 'reader' },
      votes: [PAPER],
      bookmarks: [OLD_ID],
      follows: false,
    });
  });

  test('returns no reader without a session', async () => {
    expect((await me(PAPER)).body).toEqual({
      reader: null,
      votes: [],
      bookmarks: [],
      follows: false,
    });
  });

  test('responds to an empty list of papers, and to an absurd one', async () => {
    const { cookie } = await signedIn();
    expect((await me('', { cookie })).response.status).toBe(200);
    expect((await me(encodeURIComponent(',,,%00'), { cookie })).response.status).toBe(200);
    expect((await me('x'.repeat(30_000), { cookie })).response.status).toBe(400);
  });
});

describe('the form of a vote button', () => {
  const location = (response: Response) => response.headers.get('location');

  test('signed out leads through signing in, with the paper and the way back', async () => {
    const response = await submit(PAPER, {}, { referer: `${SITE}/papers/date/2025-03-17?p=1` });
    expect(response.status).toBe(303);
    const to = new URL(location(response)!, SITE);
    expect([to.pathname, ...to.searchParams]).toEqual([
      '/sign-in',
      ['next', '/papers/date/2025-03-17?p=1'],
      ['vote', PAPER],
    ]);
  });

  test('signed in casts the vote, and leads to the page that confirms it', async () => {
    const { cookie } = await signedIn();
    const response = await submit(PAPER, {}, { cookie, referer: `${SITE}/papers` });
    expect(location(response)).toBe(`/vote/${PAPER}?next=%2Fpapers`);
    expect(await db.vote.count()).toBe(1);
    await submit(PAPER, { act: 'withdraw', next: '/papers' }, { cookie });
    expect(await db.vote.count()).toBe(0);
  });

  test.each(['https://evil.example/papers', '//evil.example', 'nonsense'])(
    'doesn’t lead away by %s',
    async (elsewhere) => {
      const { cookie } = await signedIn();
      for (const response of [
        await submit(PAPER, { next: elsewhere }, { cookie }),
        await submit(PAPER, {}, { cookie, referer: elsewhere }),
      ]) {
        const to = new URL(location(response)!, SITE);
        expect(to.origin).toBe(SITE);
        expect(to.searchParams.get('next')).toMatch(/^\/papers/);
      }
    },
  );

  test('sent from another site is refused', async () => {
    const { cookie } = await signedIn();
    const response = await submit(PAPER, {}, { cookie, origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect(await db.vote.count()).toBe(0);
  });

  test('for a paper that can’t be is not found', async () => {
    expect((await submit('nothing here', {})).status).toBe(404);
  });
});
