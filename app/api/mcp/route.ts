/** Serves MCP over streamable HTTP: one answer per request, without sessions. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { today } from '@/app/site';
import { castFor } from '@/lib/votes/reader-commands';
import { findHolder } from '@/lib/accounts/tokens/actor-commands';
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { methods } from '@/lib/http/programs';
import { readJson } from '@/lib/http/body';
import type { Site } from '@/lib/markdown/page-queries';
import type { OwnTools } from '@/lib/mcp/own-tools';
import { createMcpServer } from '@/lib/mcp/server';
import { words } from '@/lib/words';
import { rpcRoute } from './rpc-route';

const MAX_BATCH = 10;

const POST_ANSWER = rpcRoute(async (request) => {
  requireKnownOrigin(request.headers);
  const parsedBody = await readJson(request);
  // Bounds a batch, because limits count requests.
  if (Array.isArray(parsedBody) && parsedBody.length > MAX_BATCH) {
    throw new AppError('bad_request', words.refusals.mcpBatch(MAX_BATCH));
  }
  const site = { url: publicUrl, today: today() };
  const own = await ownTools(request.headers, site);
  const server = createMcpServer({ db: database(), name: env.SITE_NAME, site, own });
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    const response = await transport.handleRequest(request, { parsedBody });
    response.headers.set('cache-control', 'private, no-store');
    return response;
  } finally {
    await server.close();
  }
});

// Without sessions there is no stream to open by GET and none to end by DELETE: both are 405.
export const { GET, OPTIONS, POST, PUT, PATCH, DELETE } = methods({ POST: POST_ANSWER });

/** Rejects pages of other sites, as the protocol requires. Programs send no origin. */
function requireKnownOrigin(headers: Headers): void {
  const origin = headers.get('origin');
  if (origin !== null && origin !== new URL(publicUrl).origin) {
    throw new AppError('forbidden', words.refusals.mcpOrigin);
  }
}

/** Without a token, an assistant can only read. Throws unauthorized for an invalid token. */
async function ownTools(headers: Headers, site: Site): Promise<OwnTools | undefined> {
  const holder = await findHolder(headers);
  if (!holder) return undefined;
  const { reader, scopes } = holder;
  const vote = async (paperId: string) => (await castFor(reader, paperId, headers)).score;
  return { reader, scopes, site, now: systemClock(), vote };
}
