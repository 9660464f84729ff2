/** Tests every operation of the API over the wire: headers of answers, and rejected requests. */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { OPERATIONS, problemsOf, type Described } from '../support/api-document';
import { wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { expect, test } from './support/test';

const READS = OPERATIONS.filter(({ method }) => method === 'get');
const WITH_BODY = OPERATIONS.filter(({ requestBody }) => requestBody !== undefined);
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** The address of an operation on the well-known paper, or on the reader's own data. */
function addressOf({ path, operationId }: Described): string {
  const id = path.startsWith('/api/papers/') ? wellKnown.id : NOBODY;
  return path.replace('{id}', id) + (operationId === 'searchPapers' ? '?q=lantern' : '');
}

async function expectProblem(response: APIResponse, status: number, what: string): Promise<void> {
  expect(response.status(), what).toBe(status);
  expect(await response.json(), what).toEqual({
    error: {
      code: expect.stringMatching(/^[a-z_]+$/),
      message: expect.stringMatching(/\.$/),
      requestId: response.headers()['x-request-id'],
    },
  });
  expect(response.headers()['ratelimit'], what).toMatch(/^"default";r=\d+;t=\d+$/);
  expect(response.headers()['cache-control'], what).toContain('no-store');
  expect(response.headers()['x-error-message'], what).toMatch(/^[\x20-\x7e]+\.$/);
}

async function expectDressed(
  request: APIRequestContext,
  operation: Described,
  headers: Record<string, string> = {},
): Promise<void> {
  const address = addressOf(operation);
  const first = await request.get(address, { headers });
  expect(first.status(), address).toBe(200);
  expect(problemsOf(operation, 200, await first.json()), address).toEqual([]);
  const facts = first.headers();
  expect(facts, address).toMatchObject({
    'content-type': expect.stringMatching(/^application\/json/),
    'access-control-allow-origin': '*',
    ratelimit: expect.stringMatching(/^"default";r=\d+;t=\d+$/),
    'ratelimit-policy': '"default";q=600;w=60',
    'x-request-id': expect.any(String),
    etag: expect.any(String),
  });
  const held = { ...headers, 'if-none-match': facts['etag']! };
  const again = await request.get(address, { headers: held });
  expect(again.status(), address).toBe(304);
  expect(await again.body(), address).toHaveLength(0);
  const head = await request.head(address, { headers });
  expect([head.status(), head.headers()['etag']], address).toEqual([200, facts['etag']]);
}

test('every read has an ETag, limits and CORS headers, and rejects a wrong body', async ({
  page,
  request,
}) => {
  await signIn(page, 'api-walk@tidewater.example');
  await page.getByText('Create a token').click();
  await page.getByLabel('Purpose').fill('Everything');
  for (const scope of await page.getByRole('checkbox', { name: /./ }).all()) {
    if ((await scope.getAttribute('name')) === 'scopes') await scope.check();
  }
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = (await page.locator('#new-token').textContent())?.trim() ?? '';
  const headers = { authorization: `Bearer ${token}` };

  await expectBodiesRefused(request, headers);
  const webhook = { url: 'https://hooks.invalid/in', event: 'edition' };
  const made = await request.post('/api/me/webhooks', { headers, data: webhook });
  expect(made.status()).toBe(201);
  const { id } = (await made.json()) as { id: string };
  for (const operation of READS) {
    const own = { ...operation, path: operation.path.replace('/webhooks/{id}', `/webhooks/${id}`) };
    // A reader without a digest has no interests.
    if (['myDigest', 'myInterests'].includes(operation.operationId)) {
      await expectProblem(await request.get(addressOf(own), { headers }), 404, operation.path);
    } else if (operation.operationId === 'webhookLog') {
      const log = await request.get(own.path, { headers });
      expect([log.status(), log.headers()['etag']]).toEqual([200, expect.any(String)]);
    } else {
      await expectDressed(request, operation, operation.security.length > 0 ? headers : {});
    }
  }
});

const WRONG_BODIES: [status: number, type: string, body: string][] = [
  [400, 'application/json', '{'],
  [400, 'application/json', '{"url":{"event":7}}'],
  [400, 'application/json', `${'['.repeat(40)}${']'.repeat(40)}`],
  [413, 'application/json', JSON.stringify({ text: 'x'.repeat(70_000) })],
  [415, 'text/plain', '{}'],
];

/** A token with every scope, so that the body is the reason for the rejection. */
async function expectBodiesRefused(
  request: APIRequestContext,
  token: Record<string, string>,
): Promise<void> {
  for (const operation of WITH_BODY) {
    for (const [status, type, data] of WRONG_BODIES) {
      const headers = { ...token, 'content-type': type };
      const { method } = operation;
      const response = await request.fetch(addressOf(operation), { method, headers, data });
      await expectProblem(response, status, `${method} ${operation.path} ${data.slice(0, 20)}`);
    }
  }
}

test('every operation rejects a stranger and a repeated parameter in words', async ({
  request,
}) => {
  for (const operation of OPERATIONS) {
    const { method, parameters, security, path } = operation;
    const address = addressOf(operation);
    const what = `${method} ${path}`;
    if (security.length > 0) {
      await expectProblem(await request.fetch(address, { method }), 401, what);
      const headers = { authorization: `Bearer bsp_${'x'.repeat(43)}` };
      await expectProblem(await request.fetch(address, { method, headers }), 401, what);
    }
    for (const { name } of parameters.filter((parameter) => parameter.in === 'query')) {
      const repeated = `${address.split('?')[0]}?q=fog&${name}=1&${name}=2`;
      if (security.length === 0) await expectProblem(await request.get(repeated), 400, repeated);
    }
    const preflight = await request.fetch(address, { method: 'OPTIONS' });
    expect(preflight.status(), what).toBe(204);
    expect(preflight.headers()['access-control-allow-methods'], what).toBe('GET, HEAD, OPTIONS');
  }
  await expectProblem(await request.post('/api/daily_papers', { data: {} }), 405, 'POST a list');
  await expectProblem(await request.get('/api/nothing'), 404, 'nothing');
  const unknown = `/api/papers/2506.99999`;
  await expectProblem(await request.get(unknown), 404, unknown);
  await expectProblem(await request.get('/api/daily_papers?date=2999-01-01'), 400, 'the future');
});
