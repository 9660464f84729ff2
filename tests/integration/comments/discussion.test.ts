/** A discussion over HTTP: as JSON, and by the forms that work without JavaScript. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as discuss } from '@/app/post/discuss/[...id]/route';
import { POST as stopReplies } from '@/app/post/unsubscribe/replies/[token]/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { repliesLink } from '@/lib/subscriptions/tokens';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

const PAPER = 'cs/0112017';
const FROM = { 'x-forwarded-for': '203.0.113.7' };
const MEGABYTE = 'x'.repeat(1_000_000);
let cookie: string;
let other: string;

beforeEach(async () => {
  await storeListings(db, [listing({ id: PAPER })], []);
  await addReader(db, 'ada', { email: 'ada@tidewater.edu' });
  await addReader(db, 'ben', { email: 'ben@gmail.com' });
  cookie = await sessionCookie(db, 'id-of-ada');
  other = await sessionCookie(db, 'id-of-ben');
});

type Call = { body?: object; headers?: Record<string, string> };

function api(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  { body, headers }: Call = {},
) {
  return callApi(`/api${path}`, {
    method,
    headers: { ...FROM, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const THREAD = `/papers/${PAPER}/comments`;

async function write(comment: string, parentCommentId?: string, as = cookie): Promise<string> {
  const body = { comment, ...(parentCommentId && { parentCommentId }) };
  const answer = await api('POST', THREAD, { body, headers: { cookie: as } });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

describe('as JSON', () => {
  test('programs write and read a thread', async () => {
    const root = await write('Does $n$ matter?');
    const reply = await write('It does.', root, other);
    const answer = await api('GET', THREAD);
    expect(answer.headers.get('cache-tag')).toBe(`paper-${PAPER}`);
    expect(await answer.json()).toMatchObject({
      count: 2,
      comments: [
        {
          id: root,
          type: 'comment',
          author: { name: 'ada' },
          data: { edited: false, hidden: false, latest: { raw: 'Does $n$ matter?' } },
          replies: [{ id: reply, author: { name: 'ben' }, data: { parentCommentId: root } }],
        },
      ],
    });
  });

  test('an own comment is edited and deleted, and marked as such', async () => {
    const root = await write('Teh end.');
    await write('Typo.', root, other);
    const edited = await api('PATCH', `/comments/${root}`, {
      body: { comment: 'The end.' },
      headers: { cookie },
    });
    expect(await edited.json()).toEqual({ id: root, url: `${SITE}/discuss/${PAPER}?at=${root}` });
    const gone = await api('DELETE', `/comments/${root}`, { headers: { cookie } });
    expect(gone.status).toBe(204);
    const { comments, count } = await (await api('GET', THREAD)).json();
    expect(count).toBe(1);
    expect(comments[0]).toMatchObject({
      author: null,
      data: { hidden: true, latest: { raw: '' } },
    });
  });

  test('pages contain whole threads, with links', async () => {
    for (const word of ['one', 'two', 'three']) await write('answer', await write(word));
    const answer = await api('GET', `${THREAD}?limit=2&sort=newest`);
    const { comments } = (await answer.json()) as {
      comments: { replies: object[]; data: { latest: { raw: string } } }[];
    };
    expect(comments).toHaveLength(2);
    expect(comments.every(({ replies }) => replies.length === 1)).toBe(true);
    const next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
    const last = await api('GET', next.slice(`${SITE}/api`.length));
    expect(await last.json()).toMatchObject({
      comments: [{ data: { latest: { raw: expect.any(String) } } }],
    });
    expect(last.headers.get('link')).toBeNull();
  });

  test.each([
    ['the reader is signed out', 401, {}, { comment: 'x' }],
    ['another site sent it', 403, { origin: 'https://evil.example' }, { comment: 'x' }],
    ['it is empty', 400, {}, { comment: ' ' }],
    ['it has 10,001 characters', 413, {}, { comment: 'x'.repeat(10_001) }],
    ['it has a megabyte', 413, {}, { comment: MEGABYTE }],
    ['its parent is unknown', 404, {}, { comment: 'x', parentCommentId: 'none' }],
    ['it has no words', 400, {}, {}],
  ])('it is rejected in words where %s', async (why, status, headers, body) => {
    const session: Record<string, string> = why.includes('signed out') ? {} : { cookie };
    const answer = await api('POST', THREAD, { body, headers: { ...session, ...headers } });
    expect(answer.status).toBe(status);
    expect((await answer.json()).error.message).toMatch(/\w+ \w+/);
    expect(await db.comment.count()).toBe(0);
  });

  test('another’s comment is neither edited nor deleted', async () => {
    const id = await write('Mine.');
    const headers = { cookie: other };
    expect(
      (await api('PATCH', `/comments/${id}`, { body: { comment: 'No.' }, headers })).status,
    ).toBe(403);
    expect((await api('DELETE', `/comments/${id}`, { headers })).status).toBe(403);
    expect((await api('DELETE', '/comments/none', { headers })).status).toBe(404);
  });

  test('the limit is thirty an hour', async () => {
    for (let n = 0; n < 30; n += 1) await write(`Thought ${n}`);
    const answer = await api('POST', THREAD, { body: { comment: 'And' }, headers: { cookie } });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await write('My first.', undefined, other);
  });
});

function submit(fields: Record<string, string>, headers: Record<string, string> = { cookie }) {
  const request = new NextRequest(new URL(`/discuss/${PAPER}`, SITE), {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { host: new URL(SITE).host, ...FROM, ...headers },
  });
  return discuss(request, { params: Promise.resolve({ id: PAPER.split('/') }) });
}

/** The redirect after a form. */
async function leadsTo(fields: Record<string, string>, headers?: Record<string, string>) {
  const answer = await submit(fields, headers);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

describe('by forms', () => {
  test('a new comment redirects to itself on the paper’s page', async () => {
    const location = await leadsTo({ act: 'comment', body: 'Hello.' });
    const [{ id } = { id: '' }] = await db.comment.findMany();
    expect(location).toBe(`/papers/${PAPER}?c=${id}#c-${id}`);
    expect(await leadsTo({ act: 'edit', commentId: id, body: 'Hi.' })).toBe(location);
    expect(await leadsTo({ act: 'delete', commentId: id })).toContain('#discussion');
  });

  test('a draft is visible to its author alone, until sent', async () => {
    const parentId = await write('Hello.', undefined, other);
    const form = `/discuss/${PAPER}?reply=${parentId}`;
    const drafts = () => db.commentDraft.findMany({ select: { userId: true, body: true } });
    await leadsTo({ act: 'preview', body: 'Hi', parentId });
    expect(await leadsTo({ act: 'preview', body: 'Hi **you**.', parentId })).toBe(
      `${form}#preview`,
    );
    expect(await drafts()).toEqual([{ userId: 'id-of-ada', body: 'Hi **you**.' }]);
    expect(await db.comment.count()).toBe(1);
    expect(await leadsTo({ act: 'preview', body: ' ', parentId })).toBe(`${form}&problem=empty`);

    await leadsTo({ act: 'comment', body: 'Something else.' });
    expect(await drafts()).toHaveLength(1);
    await leadsTo({ act: 'comment', body: 'Hi **you**.', parentId });
    expect(await drafts()).toEqual([]);
  });

  test('signed out they lead through sign-in, and change nothing', async () => {
    expect(await leadsTo({ act: 'comment', body: 'Hello.' }, {})).toBe(
      `/sign-in?next=${encodeURIComponent(`/discuss/${PAPER}`)}`,
    );
    expect(await db.comment.count()).toBe(0);
  });

  test('errors are shown on the form', async () => {
    const id = await write('Mine.');
    expect(await leadsTo({ act: 'comment', body: ' ', parentId: id })).toBe(
      `/discuss/${PAPER}?reply=${id}&problem=empty`,
    );
    expect(await leadsTo({ act: 'edit', commentId: id, body: 'x' }, { cookie: other })).toContain(
      'problem=not_yours',
    );
    await db.comment.updateMany({ data: { createdAt: new Date(0) } });
    expect(await leadsTo({ act: 'edit', commentId: id, body: 'x' })).toContain(
      'problem=edit_too_late',
    );
    expect(await leadsTo({ act: 'delete', commentId: id })).toContain('problem=delete_too_late');
  });

  test.each([
    ['a megabyte', 413, { act: 'comment', body: MEGABYTE }],
    ['a megabyte to look at', 413, { act: 'preview', body: MEGABYTE }],
    ['an answer to nothing to look at', 404, { act: 'preview', body: 'x', parentId: 'none' }],
    ['a change of nothing to look at', 404, { act: 'preview', body: 'x', commentId: 'none' }],
    ['no act', 400, { body: 'x' }],
    ['an unknown act', 400, { act: 'constructor', body: 'x' }],
    ['a parent that isn’t there', 404, { act: 'comment', body: 'x', parentId: 'none' }],
    ['a report without a reason', 400, { act: 'report' }],
    ['a report of nothing', 404, { act: 'report', reason: 'spam', commentId: 'none' }],
  ])('%s is rejected', async (_, status, fields) => {
    const answer = await submit(fields as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await db.comment.count()).toBe(0);
    expect(await db.commentDraft.count()).toBe(0);
  });

  test('another site’s form is rejected', async () => {
    const answer = await submit(
      { act: 'comment', body: 'x' },
      { cookie, origin: 'https://evil.example' },
    );
    expect(answer.status).toBe(403);
    expect(await db.comment.count()).toBe(0);
  });

  test('a report and a claim reach the curators', async () => {
    const id = await write('Buy now.', undefined, other);
    expect(await leadsTo({ act: 'report', commentId: id, reason: 'spam' })).toContain(
      'done=reported',
    );
    expect(await leadsTo({ act: 'report', reason: 'wrong_data', note: 'Two authors.' })).toContain(
      'report=paper',
    );
    expect(await leadsTo({ act: 'claim', authorName: 'Hana Ito' })).toContain('done=claimed');
    expect(await leadsTo({ act: 'claim', authorName: 'Hana Ito' }, { cookie: other })).toContain(
      'problem=no_evidence',
    );
    expect(await db.report.count()).toBe(2);
    expect(await db.authorClaim.count()).toBe(1);
  });
});

test('mails about replies stop by one click of a mail program, without signing in', async () => {
  const token = repliesLink('id-of-ada');
  const press = (body: string, link = token) =>
    stopReplies(
      new NextRequest(new URL(`/unsubscribe/replies/${link}`, SITE), { method: 'POST', body }),
      { params: Promise.resolve({ token: link }) },
    );
  expect((await press('List-Unsubscribe=One-Click')).status).toBe(200);
  expect(await db.user.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { mailsReplies: false },
    { mailsReplies: true },
  ]);
  expect((await press('')).headers.get('location')).toBe(`/unsubscribe/replies/${token}`);
  expect((await press('', 'id-of-ben.forged')).status).toBe(404);
});
