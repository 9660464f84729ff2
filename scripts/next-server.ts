/** Next.js behind a port of its own: on loopback behind the front, or open while developing. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { database } from '@/lib/db/client';
import { ANSWER_STATUS_HEADER } from '@/lib/front/answer-status';
import { hasMarkdownForm } from '@/lib/front/markdown-form';
import { warmDense } from '@/lib/search/dense';

const { values } = parseArgs({
  options: { port: { type: 'string' }, dev: { type: 'boolean', default: false } },
});
const port = Number(values.port);
const hostname = values.dev ? 'localhost' : '127.0.0.1';
/** Longer than any proxy keeps a connection: the side that asks must be the one to close it. */
const KEEP_ALIVE_MS = 75_000;

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
const app = next({ dev: values.dev, hostname, port, httpServer: server, quiet: true });
await app.prepare();
const handle = app.getRequestHandler();
server.on('request', (request, response) => {
  completeHead(request, response);
  void handle(request, response);
});
server.listen({ port, ...(!values.dev && { host: hostname }) }, () => {
  process.send?.({ ready: true });
  void warmDense(database());
});

const stop = () => {
  server.close(() => void app.close().then(() => process.exit()));
  server.closeIdleConnections();
};
process.once('SIGTERM', stop);
// The supervisor died: without it nobody would ever stop this process.
process.once('disconnect', stop);

const OK = 200;
const NOT_FOUND = 404;
const FIRST_SERVER_ERROR = 500;

/**
 * Says what Next overwrites or proxy.ts can't know: that a reading address has two forms, a page
 * and Markdown, and that a failure isn't kept as long as the page would have been.
 */
function completeHead(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((...head: Parameters<typeof writeHead>) => {
    const told = response.getHeader(ANSWER_STATUS_HEADER);
    response.removeHeader(ANSWER_STATUS_HEADER);
    if (told !== undefined && response.statusCode === OK) response.statusCode = Number(told);
    const { statusCode } = response;
    const path = request.url?.replace(/\?.*/s, '') ?? '';
    if (hasMarkdownForm(path)) response.appendHeader('Vary', 'Accept');
    const isShared = String(response.getHeader('Cache-Control')).includes('public');
    if (statusCode === NOT_FOUND && isShared) {
      response.setHeader('Cache-Control', 'public, max-age=0, s-maxage=60');
    }
    if (statusCode >= FIRST_SERVER_ERROR) response.setHeader('Cache-Control', 'no-store');
    if (typeof head[0] === 'number') head[0] = statusCode;
    return writeHead(...head);
  }) as typeof response.writeHead;
}
