/** Every operation of the OpenAPI document is called, and each answer held against it. */
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import * as dailyPapers from '@/app/api/daily_papers/route';
import * as comment from '@/app/api/comments/[id]/route';
import * as digest from '@/app/api/me/digest/route';
import * as interests from '@/app/api/me/interests/route';
import * as me from '@/app/api/me/route';
import * as webhook from '@/app/api/me/webhooks/[id]/route';
import * as pings from '@/app/api/me/webhooks/[id]/pings/route';
import * as webhooks from '@/app/api/me/webhooks/route';
import * as paper from '@/app/api/papers/[...id]/route';
import * as papers from '@/app/api/papers/route';
import * as search from '@/app/api/papers/search/route';
import * as submit from '@/app/api/papers/submit/route';
import { closeDatabase } from '@/lib/db/client';
import { headerText } from '@/lib/errors';
import type { RouteHandler } from '@/lib/http/api-route';
import { storeListings } from '@/lib/ingest/commands';
import { callRoute } from '../../support/api';
import {
  DOCUMENT,
  OPERATIONS,
  problemsOf,
  type Described,
  type Parameter,
} from '../../support/api-document';
import { testDatabase } from '../../support/database';
import { links, listing } from '../../support/factories';

const { db } = testDatabase();
afterAll(closeDatabase);

const READS = OPERATIONS.filter(({ security }) => security.length === 0);
/** What these do is in tokens.test.ts and submissions. */
const SCOPED = OPERATIONS.filter(({ security }) => security.length > 0);

/** The handler of each operation, and a call of it that finds something. */
const ROUTES: Record<string, { handler: RouteHandler; found: string }> = {
  dailyPapers: { handler: dailyPapers.GET, found: '/api/daily_papers?date=2025-03-17' },
  papers: { handler: papers.GET, found: '/api/papers?limit=2' },
  searchPapers: { handler: search.GET, found: '/api/papers/search?q=fog' },
  paper: { handler: paper.GET, found: '/api/papers/2503.99001' },
  comments: { handler: paper.GET, found: '/api/papers/2503.99001/comments?sort=newest' },
  upvote: { handler: paper.POST, found: '/api/papers/2503.99001/upvote' },
  withdrawUpvote: { handler: paper.DELETE, found: '/api/papers/2503.99001/upvote' },
  addComment: { handler: paper.POST, found: '/api/papers/2503.99001/comments' },
  deleteComment: { handler: comment.DELETE, found: '/api/comments/a-comment' },
  editComment: { handler: comment.PATCH, found: '/api/comments/a-comment' },
  savePaper: { handler: paper.PUT, found: '/api/papers/2503.99001/bookmark' },
  removePaper: { handler: paper.DELETE, found: '/api/papers/2503.99001/bookmark' },
  submitPaper: { handler: submit.POST, found: '/api/papers/submit' },
  me: { handler: me.GET, found: '/api/me' },
  webhooks: { handler: webhooks.GET, found: '/api/me/webhooks' },
  addWebhook: { handler: webhooks.POST, found: '/api/me/webhooks' },
  webhookLog: { handler: webhook.GET, found: '/api/me/webhooks/a-webhook' },
  pauseWebhook: { handler: webhook.PATCH, found: '/api/me/webhooks/a-webhook' },
  pingWebhook: { handler: pings.POST, found: '/api/me/webhooks/a-webhook/pings' },
  endWebhook: { handler: webhook.DELETE, found: '/api/me/webhooks/a-webhook' },
  myDigest: { handler: digest.GET, found: '/api/me/digest' },
  myInterests: { handler: interests.GET, found: '/api/me/interests' },
  chooseInterests: { handler: interests.PUT, found: '/api/me/interests' },
};

beforeEach(async () => {
  const full = links({
    codeUrl: 'https://github.com/hana/fog',
    codeStars: 4,
    organization: 'Fog Lab',
  });
  const told = [
    { id: '2503.99001', submittedBy: 'hana', upstreamVotes: 5, paper: { links: full } },
    {
      id: '2503.99002',
      submittedBy: 'obi',
      paper: { title: 'Fog Again', publishedOn: '2025-03-13' },
    },
    { id: 'cs/0112017', listedOn: '2025-03-18', paper: { publishedOn: '2025-03-13' } },
  ];
  await storeListings(db, told.map(listing), []);
  const reader = {
    id: 'id-of-hana',
    handle: 'hana',
    name: 'Hana',
    email: 'hana@tidewater.example',
  };
  await db.user.create({ data: reader });
  await db.comment.create({ data: { paperId: '2503.99001', userId: reader.id, body: 'Heavy.' } });
});

function call(
  { operationId, path, method }: Described,
  address: string,
  headers: Record<string, string> = {},
  body?: string,
) {
  const { pathname } = new URL(address, 'http://localhost');
  const before = path.indexOf('{');
  const params = before === -1 ? undefined : { id: pathname.slice(before).split('/') };
  const asked = { params, headers, method: method.toUpperCase(), ...(body && { body }) };
  return callRoute(ROUTES[operationId]!.handler, address, asked);
}

test('the document is a valid OpenAPI 3.1 one', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(DOCUMENT));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every operation of the document has a test’s call, and no other', () => {
  const named = OPERATIONS.map(({ operationId }) => operationId);
  expect(named.sort()).toEqual(Object.keys(ROUTES).sort());
});

describe.each(SCOPED)('$method $path without a token', (operation) => {
  const { found } = ROUTES[operation.operationId]!;

  test('is refused with 401, whatever is sent', async () => {
    const sent = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('['.repeat(99)));
    const tokens = fc.oneof(
      fc.string({ unit: 'grapheme-ascii' }),
      fc.constant('bsp_' + 'x'.repeat(43)),
    );
    await fc.assert(
      fc.asyncProperty(sent, tokens, async (text, token) => {
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const body = operation.method === 'get' ? undefined : text;
        const response = await call(operation, found, headers, body);
        expect(response.status).toBe(401);
        expect(problemsOf(operation, 401, await response.json())).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(READS)('$method $path', (operation) => {
  const { found } = ROUTES[operation.operationId]!;

  test('answers as the document says', async () => {
    const response = await call(operation, found);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(problemsOf(operation, 200, body)).toEqual([]);
    expect(Array.isArray(body) ? body.length : 1).toBeGreaterThan(0);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    // Only who is signed in is one client's own.
    const isShared = operation.operationId !== 'me';
    expect(response.headers.get('cache-control')).toMatch(
      isShared ? /^public, / : /^private, no-store/,
    );
    expect(response.headers.has('cache-tag')).toBe(isShared);
  });

  test('answers 304 without a body to who has it', async () => {
    const etag = (await call(operation, found)).headers.get('etag')!;
    const again = await call(operation, found, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(etag);
    const other = await call(operation, found, { 'if-none-match': '"other"' });
    expect(other.status).toBe(200);
  });

  test('refuses whatever a parameter can’t be, in words that name it', async () => {
    if (operation.parameters.length === 0) return;
    await fc.assert(
      fc.asyncProperty(badCalls(operation, found), async ({ address, name }) => {
        const response = await call(operation, address);
        const body = (await response.json()) as { error: { message: string } };
        const { in: where } = operation.parameters.find((one) => one.name === name)!;
        expect(response.status, address).toBe(where === 'path' ? 404 : 400);
        expect(response.headers.get('x-error-message'), address).toBe(
          headerText(body.error.message),
        );
        expect(problemsOf(operation, response.status, body), address).toEqual([]);
        expect(body.error.message, address).toContain(name);
        expect(response.headers.get('cache-control')).toBe('no-store');
      }),
      { numRuns: 60 },
    );
  });

  test('answers anything at all without a fault of ours', async () => {
    const query = fc.array(
      fc.tuple(
        fc.oneof(
          fc.constantFrom(...operation.parameters.map(({ name }) => name), 'x'),
          fc.string(),
        ),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.integer().map(String),
          fc.constantFrom('null', '-0', ''),
        ),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(query, async (pairs) => {
        // The front refuses NUL before anything else sees it.
        const known = pairs.filter((pair) => !pair.join('').includes('\0'));
        const [path = ''] = found.split('?');
        const response = await call(operation, `${path}?${new URLSearchParams(known)}`);
        expect(response.status, JSON.stringify(known)).toBeLessThan(500);
        expect(problemsOf(operation, response.status, await response.json())).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** A good call with one parameter made wrong in a way that its schema rules out. */
function badCalls(operation: Described, found: string) {
  const url = new URL(found, 'http://localhost');
  return fc.constantFrom(...operation.parameters).chain((parameter) =>
    wrongValues(parameter).map((values) => {
      if (parameter.in === 'path') {
        return {
          address: operation.path.replace(/\{.*\}/, encodeURIComponent(values[0]!)),
          name: parameter.name,
        };
      }
      const asked = new URL(url);
      asked.searchParams.delete(parameter.name);
      // Only one of the three periods may be asked for.
      if (/^(date|week|month)$/.test(parameter.name)) asked.search = '';
      for (const value of values) asked.searchParams.append(parameter.name, value);
      return { address: asked.pathname + asked.search, name: parameter.name };
    }),
  );
}

function wrongValues({ schema, in: place }: Parameter): fc.Arbitrary<string[]> {
  const { type, minimum = 0, maximum = 1e6, maxLength, pattern, enum: choices } = schema;
  const wrong: fc.Arbitrary<string>[] = [];
  if (place === 'path') return fc.constantFrom(['not an id'], ['9'.repeat(90)], ['2513.99999']);
  const repeated: fc.Arbitrary<string[]> = fc.constant(['2025-03-17', '2025-03-17']);
  if (type === 'integer') {
    wrong.push(
      fc.integer({ min: maximum + 1 }).map(String),
      fc.integer({ max: minimum - 1 }).map(String),
      fc.constantFrom('', ' 7', '1e1', '0x7', '1.5', 'seven', '١', 'NaN', '9'.repeat(30)),
    );
  }
  if (maxLength) wrong.push(fc.constant('x'.repeat(maxLength + 1)));
  if (pattern) {
    const right = new RegExp(pattern);
    wrong.push(fc.string().filter((text) => !right.test(text)));
    wrong.push(fc.constantFrom('2025-02-30', '2025-W54', '2025-13', '1066-10', '0000-00-00', ''));
  }
  if (choices) wrong.push(fc.string().filter((text) => !choices.includes(text)));
  return fc.oneof(repeated, ...wrong.map((one) => one.map((value) => [value])));
}
