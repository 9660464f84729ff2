/** The router of the API: matching of operations, and required declarations. */
import { NextRequest } from 'next/server';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ApiReference } from '@/components/api/reference';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import { openApiDocument } from '@/lib/api/document';
import { operation } from '@/lib/api/operation';
import { operations } from '@/lib/api/operations';
import { paperParams } from '@/lib/api/parameters';
import { findPath } from '@/lib/api/paths';
import { referenceOf } from '@/lib/api/reference';
import { answerApi } from '@/lib/api/router';
import { closeDatabase } from '@/lib/db/client';
import { withCors } from '@/lib/http/programs';
import { route } from '@/lib/http/route';
import { callApi, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { addReader } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

let runs = 0;
beforeEach(() => {
  runs = 0;
});

/** An operation that the site doesn't have. */
const imaginary = operation({
  id: 'lendPaper',
  method: 'post',
  path: '/api/papers/{+id}/loans',
  tag: 'Loans',
  summary: 'Lend a paper to a friend',
  scope: 'library',
  limits: { network: 'ping' },
  params: paperParams,
  query: z.object({ days: z.string().regex(/^\d+$/, 'must be a number').default('7') }),
  body: z.object({ friend: z.string() }).meta({ id: 'Loan' }),
  answer: z.object({ id: z.string(), friend: z.string(), days: z.string(), lender: z.string() }),
  status: 201,
  failures: { 409: 'The paper is lent already.' },
  async handle({ params: { id }, query: { days }, body: { friend }, reader }) {
    runs += 1;
    return { body: { id, friend, days, lender: reader.handle } };
  },
});

const withImaginary = [...operations, imaginary];
const handler = withCors(route((request) => answerApi(request, db, withImaginary)));

function lend(headers: Record<string, string>, body = '{"friend":"obi"}', method = 'POST') {
  const url = new URL('/api/papers/cs/0112017v2/loans?days=3', SITE);
  const withBody = method === 'POST' && { body };
  const request = new NextRequest(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...withBody,
  });
  return handler(request, { params: Promise.resolve(undefined) });
}

async function tokenOf(scopes: Scope[]) {
  const input = { name: 'x', scopes, days: null, userId: 'id-of-hana', now: new Date() };
  const made = await createToken(db, input);
  if (!made.ok) throw new Error('There are too many tokens.');
  return { authorization: `Bearer ${made.token}` };
}

describe('an operation with a declaration only', () => {
  beforeEach(() => addReader(db, 'hana'));

  test('is answered by the router, with the declared scope and input', async () => {
    const token = await tokenOf(['library']);
    const done = await lend(token);
    expect(done.status).toBe(201);
    expect(done.headers.get('access-control-allow-origin')).toBe('*');
    expect(done.headers.get('cache-control')).toBe('private, no-store');
    expect(await done.json()).toEqual({
      id: 'cs/0112017',
      friend: 'obi',
      days: '3',
      lender: 'hana',
    });
    expect((await lend({})).status).toBe(401);
    expect((await lend(await tokenOf(['votes']))).status).toBe(403);
    expect((await lend(token, '{"friend":7}')).status).toBe(400);
    expect((await lend({ ...token, 'content-type': 'text/plain' })).status).toBe(415);
    expect(runs).toBe(1);
  });

  test('rejects other methods, and names its own', async () => {
    const refused = await lend({}, '', 'DELETE');
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await lend({}, '', 'OPTIONS');
    expect([preflight.status, preflight.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  test('runs once for an Idempotency-Key', async () => {
    const headers = { ...(await tokenOf(['library'])), 'idempotency-key': 'one' };
    const first = await lend(headers);
    const second = await lend(headers);
    expect([second.status, await second.json()]).toEqual([201, await first.json()]);
    expect(runs).toBe(1);
  });

  test('has the declared limits', async () => {
    const token = await tokenOf(['library']);
    await lend(token);
    await db.rateLimit.updateMany({
      where: { key: { startsWith: 'ping:' } },
      data: { points: 1_000 },
    });
    expect((await lend(token)).status).toBe(429);
    expect(runs).toBe(1);
  });

  test('is in the OpenAPI document, which the API itself serves', async () => {
    const request = new NextRequest(new URL('/api/openapi.json', SITE));
    const response = await handler(request, { params: Promise.resolve(undefined) });
    const { paths } = await response.json();
    expect(paths['/api/papers/{id}/loans'].post).toMatchObject({
      operationId: 'lendPaper',
      security: [{ token: ['library'] }],
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'days', in: 'query' },
      ],
      responses: { 201: {}, 401: {}, 409: { description: 'The paper is lent already.' } },
    });
  });

  test('is on the page /api', () => {
    const document = openApiDocument({ name: 'Broadsheet', url: SITE }, withImaginary);
    const html = renderToStaticMarkup(
      ApiReference({ reference: referenceOf(document), siteUrl: SITE }),
    );
    expect(html).toContain('Lend a paper to a friend');
    expect(html).toContain('/api/papers/{id}/loans');
    expect(html).toContain('Needs a token with the scope library.');
  });
});

describe('the list of operations', () => {
  test('has each id once, and each method of a path once', () => {
    const ids = operations.map(({ id }) => id);
    const addresses = operations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test.each(operations.map(({ id, path }) => [id, path]))(
    'finds %s at its own path %s and at no other',
    (_id, path) => {
      const address = path.replace('{+id}', 'cs/0112017').replace('{id}', 'some-id');
      expect(findPath(operations, address)?.operations[0]?.path).toBe(path);
    },
  );
});

test.each([
  ['/api/papers/search', '/api/papers/search', {}],
  ['/api/papers/cs/0112017', '/api/papers/{+id}', { id: 'cs/0112017' }],
  ['/api/papers/cs%2F0112017', '/api/papers/{+id}', { id: 'cs/0112017' }],
  ['/api/papers/cs/0112017/comments', '/api/papers/{+id}/comments', { id: 'cs/0112017' }],
  ['/api/papers/search/comments', '/api/papers/{+id}/comments', { id: 'search' }],
  ['/%61pi/p%61pers', '/api/papers', {}],
  ['/api/me/webhooks/a%2Fb', '/api/me/webhooks/{id}', { id: 'a/b' }],
])('%s leads to %s', (address, path, params) => {
  const found = findPath(operations, address);
  expect([found?.operations[0]?.path, found?.params]).toEqual([path, params]);
});

test.each(['/api/nothing', '/api/papers/', '/api', '/api/me/webhooks/a/b', '/api/comments', '/'])(
  '%s leads nowhere',
  (address) => {
    expect(findPath(operations, address)).toBeNull();
  },
);

test('an address without an operation is rejected in JSON, with a link to the document', async () => {
  const refused = await callApi('/api/nothing', { method: 'PUT' });
  expect(refused.status).toBe(404);
  expect((await refused.json()).error.message).toContain('/api/openapi.json');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect((await callApi('/api/nothing', { method: 'OPTIONS' })).status).toBe(204);
});

test('another site’s page can’t write with an operation of our own pages', async () => {
  const headers = { origin: 'https://elsewhere.example' };
  for (const { isInternal, method, path } of operations) {
    if (!isInternal || method === 'get') continue;
    const address = path.replace('{id}', 'x');
    const refused = await callApi(address, { method: method.toUpperCase(), headers });
    expect(refused.status, path).toBe(403);
  }
});
