/** Calls every operation of the OpenAPI document, and validates each answer. */
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { headerText } from '@/lib/errors';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { callApi } from '../../support/api';
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
/** Their effects are tested in tokens.test.ts and submissions. */
const SCOPED = OPERATIONS.filter(({ security }) => security.length > 0);

/** A call of each operation that finds something. */
const FOUND: Record<string, string> = {
  dailyPapers: '/api/daily_papers?date=2025-03-17',
  papers: '/api/papers?limit=2',
  searchPapers: '/api/papers/search?q=fog',
  paper: '/api/papers/2503.99001',
  comments: '/api/papers/2503.99001/comments?sort=newest',
  upvote: '/api/papers/2503.99001/upvote',
  withdrawUpvote: '/api/papers/2503.99001/upvote',
  addComment: '/api/papers/2503.99001/comments',
  deleteComment: '/api/comments/a-comment',
  editComment: '/api/comments/a-comment',
  savePaper: '/api/papers/2503.99001/bookmark',
  removePaper: '/api/papers/2503.99001/bookmark',
  submitPaper: '/api/papers/submit',
  me: '/api/me',
  webhooks: '/api/me/webhooks',
  addWebhook: '/api/me/webhooks',
  webhookLog: '/api/me/webhooks/a-webhook',
  pauseWebhook: '/api/me/webhooks/a-webhook',
  pingWebhook: '/api/me/webhooks/a-webhook/pings',
  endWebhook: '/api/me/webhooks/a-webhook',
  myDigest: '/api/me/digest',
  myInterests: '/api/me/interests',
  chooseInterests: '/api/me/interests',
};

beforeEach(async () => {
  const full = links({
    codeUrl: 'https://github.com/hana/fog',
    codeStars: 4,
    organization: 'Fog Lab',
  });
  const facts = [
    { id: '2503.99001', submittedBy: 'hana', upstreamVotes: 5, paper: { links: full } },
    {
      id: '2503.99002',
      submittedBy: 'obi',
      paper: { title: 'Fog Again', publishedOn: '2025-03-13' },
    },
    { id: 'cs/0112017', listedOn: '2025-03-18', paper: { publishedOn: '2025-03-13' } },
  ];
  await storeListings(db, facts.map(listing), []);
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
  { method }: Described,
  address: string,
  headers: Record<string, string> = {},
  body?: string,
) {
  return callApi(address, { headers, method: method.toUpperCase(), ...(body && { body }) });
}

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(DOCUMENT));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test('every operation of the document has a test’s call, and no other', () => {
  const named = OPERATIONS.map(({ operationId }) => operationId);
  expect(named.sort()).toEqual(Object.keys(FOUND).sort());
});

describe.each(SCOPED)('$method $path without a token', (operation) => {
  const found = FOUND[operation.operationId]!;

  test('is rejected with 401, for any input', async () => {
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
  const found = FOUND[operation.operationId]!;

  test('answers in the documented form', async () => {
    const response = await call(operation, found);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(problemsOf(operation, 200, body)).toEqual([]);
    expect(Array.isArray(body) ? body.length : 1).toBeGreaterThan(0);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    // Only answers for accounts are private.
    const isShared = operation.operationId !== 'me';
    expect(response.headers.get('cache-control')).toMatch(
      isShared ? /^public, / : /^private, no-store/,
    );
    expect(response.headers.has('cache-tag')).toBe(isShared);
  });

  test('answers 304 without a body for a matching ETag', async () => {
    const etag = (await call(operation, found)).headers.get('etag')!;
    const again = await call(operation, found, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(etag);
    const other = await call(operation, found, { 'if-none-match': '"other"' });
    expect(other.status).toBe(200);
  });

  test('rejects invalid parameters, in words with their name', async () => {
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

  test('answers any input without a server error', async () => {
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
        // The front rejects NUL earlier.
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

/** A valid call with one parameter changed against its schema. */
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
      const requests = new URL(url);
      requests.searchParams.delete(parameter.name);
      // Only one of the three periods is allowed.
      if (/^(date|week|month)$/.test(parameter.name)) requests.search = '';
      for (const value of values) requests.searchParams.append(parameter.name, value);
      return { address: requests.pathname + requests.search, name: parameter.name };
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
