/** The MCP server, tested with the official client. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as mcp from '@/app/api/mcp/route';
import { createToken } from '@/lib/accounts/tokens/token-commands';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import { closeDatabase } from '@/lib/db/client';
import { headerText } from '@/lib/errors';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { log } from '@/lib/log';
import { callRoute, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();
afterAll(closeDatabase);

beforeEach(async () => {
  const facts = [
    { id: '2503.90001', upstreamVotes: 3, paper: { title: 'Fog at Sea' } },
    { id: 'cs/0112017', upstreamVotes: 9, paper: { title: 'Tides' } },
  ];
  await storeListings(db, facts.map(listing), []);
});

const HANDLERS = { GET: mcp.GET, POST: mcp.POST, DELETE: mcp.DELETE };

/** A client whose requests go directly to the route. */
async function connected(token?: string): Promise<Client> {
  const client = new Client({ name: 'a test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/api/mcp', SITE), {
    requestInit: { headers: token ? { authorization: `Bearer ${token}` } : {} },
    fetch: async (url, init) => {
      const handler = HANDLERS[(init?.method ?? 'GET') as keyof typeof HANDLERS];
      const { signal: _signal, ...requests } = init ?? {};
      return handler(new NextRequest(url, requests as RequestInit & { signal?: AbortSignal }), {
        params: Promise.resolve(undefined),
      });
    },
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function call(name: string, args: Record<string, unknown> = {}, token?: string) {
  const client = await connected(token);
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content as { type: string; text: string }[];
  return { text: first?.text ?? '', isError: isError ?? false };
}

test('its tools are listed, and all are read-only', async () => {
  const { tools } = await (await connected()).listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'search_papers',
    'get_paper',
    'daily_papers',
    'trending_papers',
    'related_papers',
  ]);
  for (const { annotations } of tools) expect(annotations?.readOnlyHint).toBe(true);
});

test('a search, a day and trending are lists with whole abstracts', async () => {
  const found = await call('search_papers', { query: 'fog sea' });
  expect(found.text).toContain(`[Fog at Sea](${SITE}/papers/2503.90001)`);
  expect(found.text).toContain('Fog is mostly absence.');
  const edition = await call('daily_papers', { date: '2025-03-17' });
  expect(edition.text).toMatch(/^# Papers of Monday 17 March 2025\n\n1\. \[Tides\]/);
  expect((await call('daily_papers')).text).toBe(edition.text);
  expect((await call('trending_papers', { window: 'week' })).text).toMatch(/1\. \[Tides\]/);
});

test.each(['cs/0112017', 'https://arxiv.org/abs/cs/0112017v2'])(
  'a paper is found by %s',
  async (id) => {
    expect((await call('get_paper', { id })).text).toMatch(/^# Tides\n/);
  },
);

test.each([
  ['get_paper', { id: '2503.99999' }, 'Broadsheet has no paper 2503.99999.'],
  ['get_paper', { id: 'nonsense' }, 'nonsense is not a paper ID.'],
  ['daily_papers', { date: '2025-02-30' }, '2025-02-30 is not a day.'],
  ['daily_papers', { date: '2999-01-01' }, 'This edition doesn’t exist.'],
  ['search_papers', { query: ' ' }, 'The query must contain a word.'],
  ['search_papers', { query: '' }, 'must contain a word'],
  ['search_papers', { query: 'x'.repeat(251) }, 'must have at most 250 characters'],
  ['trending_papers', { window: 'year' }, 'window'],
  ['trending_papers', { page: -1 }, 'page'],
  ['vote_papers', {}, 'vote_papers'],
])('%s with %o explains the error', async (name, args, words) => {
  const { text, isError } = await call(name, args);
  expect(isError).toBe(true);
  expect(text).toContain(words);
});

test('editions and papers are resources, and editions are listed', async () => {
  const client = await connected();
  const { resources } = await client.listResources();
  expect(resources).toMatchObject([
    { uri: 'broadsheet://editions/2025-03-17', mimeType: 'text/markdown' },
  ]);
  const { contents } = await client.readResource({ uri: resources[0]!.uri });
  expect(contents[0]).toMatchObject({ text: expect.stringContaining('[Tides]') });
  const paper = await client.readResource({ uri: 'broadsheet://papers/cs/0112017' });
  expect(paper.contents[0]).toMatchObject({ text: expect.stringMatching(/^# Tides/) });
  await expect(client.readResource({ uri: 'broadsheet://papers/none' })).rejects.toThrow(
    'not a paper ID',
  );
});

test.each([
  ['no JSON', 'x', 400],
  ['nested too deep', '['.repeat(30) + ']'.repeat(30), 400],
  ['not a message of the protocol', '{"a":1}', 400],
])('%s is rejected', async (_what, body, status) => {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  const response = await callRoute(mcp.POST, '/api/mcp', { method: 'POST', body, headers });
  expect(response.status).toBe(status);
});

test('a server error gives an assistant only the request ID', async () => {
  await db.$executeRaw`ALTER TABLE "Appearance" RENAME TO "Gone"`;
  const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  const { text, isError } = await call('daily_papers', { date: '2025-03-17' });
  await db.$executeRaw`ALTER TABLE "Gone" RENAME TO "Appearance"`;
  expect(isError).toBe(true);
  expect(text).toMatch(/^Server error\. Please quote the request ID [\da-f-]{36}\.$/);
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
});

describe('with a reader’s token', () => {
  async function tokenFor(scopes: Scope[]) {
    await addReader(db, 'hana');
    const input = { name: 'assistant', scopes, days: null, userId: 'id-of-hana', now: new Date() };
    const made = await createToken(db, input);
    if (!made.ok) throw new Error('There are too many tokens.');
    return made.token;
  }

  test('the allowed tools are listed, and work', async () => {
    const token = await tokenFor(['votes', 'library']);
    const { tools } = await (await connected(token)).listTools();
    expect(tools.map(({ name }) => name).slice(5)).toEqual(['vote', 'save']);
    expect((await call('vote', { id: '2503.90001' }, token)).text).toMatch(/^Voted\./);
    expect((await call('save', { id: 'cs/0112017' }, token)).text).toBe('Saved to your library.');
    expect(await db.vote.findMany({ select: { paperId: true } })).toEqual([
      { paperId: '2503.90001' },
    ]);
    expect(await db.bookmark.count()).toBe(1);
    expect((await call('vote', { id: '2503.99999' }, token)).isError).toBe(true);
  });

  test('the digest is the reader’s own', async () => {
    const token = await tokenFor(['digest']);
    expect((await call('my_digest', {}, token)).text).toBe(
      'You aren’t subscribed to the digest. Subscribe first.',
    );
  });

  test('an invalid one is rejected before any query', async () => {
    await expect(connected(`bsp_${'x'.repeat(43)}`)).rejects.toThrow();
  });
});

test('related papers are found by words', async () => {
  const { text, isError } = await call('related_papers', { id: '2503.90001' });
  expect(isError).toBe(false);
  expect(text).toMatch(/^# Related to Fog at Sea/);
});

test('one request may contain some calls, but not a hundred', async () => {
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' };
  const send = async (count: number) => {
    const request = new NextRequest(new URL('/api/mcp', SITE), {
      method: 'POST',
      body: JSON.stringify(Array.from({ length: count }, () => ping)),
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
    });
    return (await mcp.POST(request, { params: Promise.resolve(undefined) })).status;
  };
  expect([await send(2), await send(11)]).toEqual([200, 400]);
});

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'a', version: '1' },
  },
};

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await callRoute(mcp.POST, '/api/mcp', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test('programs and the site’s own pages may call, pages of other sites may not', async () => {
  const body = JSON.stringify(INITIALIZE);
  expect((await post(body)).status).toBe(200);
  expect((await post(body, { origin: SITE })).status).toBe(200);
  for (const origin of ['https://elsewhere.example', 'null', `${SITE}.elsewhere.example`]) {
    const refused = await post(body, { origin });
    expect(refused.status, origin).toBe(403);
    expect(refused.body, origin).toMatchObject({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32000 },
    });
  }
  const preflight = await mcp.OPTIONS();
  expect(preflight.headers.get('access-control-allow-methods')).not.toContain('POST');
  const refused = await callRoute(mcp.GET, '/api/mcp');
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
});

test.each([
  ['{"jsonrpc":', -32700, 400],
  ['', -32700, 400],
  ['nonsense', -32700, 400],
  [`[${Array(11).fill('{"jsonrpc":"2.0","id":1,"method":"ping"}').join()}]`, -32600, 400],
  ['['.repeat(30) + ']'.repeat(30), -32600, 400],
  [`"${'x'.repeat(70_000)}"`, -32000, 413],
])('%.20s is rejected in the form of JSON-RPC, as %i', async (body, code, status) => {
  const refused = await post(body);
  expect(refused.status).toBe(status);
  expect(refused.body).toEqual({
    jsonrpc: '2.0',
    id: null,
    error: { code, message: expect.any(String), data: { requestId: expect.any(String) } },
  });
  expect(refused.headers.get('x-error-message')).toBe(headerText(refused.body.error.message));
});

test('the library’s rejections have the message in the header, too', async () => {
  const refused = await post(JSON.stringify(INITIALIZE), { accept: 'text/html' });
  expect(refused.status).toBe(406);
  expect(refused.headers.get('x-error-message')).toBe(refused.body.error.message);
});

test('it announces no notifications about its lists', async () => {
  const client = await connected();
  expect(client.getServerCapabilities()).toEqual({
    tools: { listChanged: false },
    resources: { listChanged: false },
  });
});
