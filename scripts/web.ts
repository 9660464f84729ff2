/** The web process: the front on PORT before Next on NEXT_PORT, with metrics at /metrics. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { closeDatabase, databasePool } from '@/lib/db/client';
import { env, listenHost, publicUrl } from '@/lib/env';
import { toErrorAnswer } from '@/lib/errors';
import { errorPage } from '@/lib/http/failures/error-page';
import { createFront } from '@/lib/front/front';
import { listenForPurges } from '@/lib/front/purge-listener';
import { securityHeaders } from '@/lib/front/response-headers';
import { requireBearer } from '@/lib/http/bearer';
import { KEEP_ALIVE_MS } from '@/lib/http/outgoing/keep-alive';
import { logRefusal } from '@/lib/http/security-log';
import { clientAddress } from '@/lib/trusted-proxies';
import { log } from '@/lib/log';
import { metrics } from '@/lib/metrics';
import { queueDepth } from '@/lib/queue/queries';

/** Some thousand pages with their encodings. */
const CACHE_BYTES = 256 * 1024 * 1024;

/** Detects connections that died silently. */
const PATIENCE = { query_timeout: 10_000, connectionTimeoutMillis: 10_000, keepAlive: true };

const front = createFront({
  upstream: { host: '127.0.0.1', port: Number(process.env.NEXT_PORT) },
  publicUrl,
  maxBytes: CACHE_BYTES,
  trustProxy: env.TRUST_PROXY,
  log,
  errorPage: errorPage(env.SITE_NAME),
  onRequest({ method, status, cache, ms }) {
    metrics.requests.inc({ method, status, cache });
    metrics.requestSeconds.observe({ cache }, ms / 1_000);
  },
});
const stopListening = listenForPurges({
  createConnection: () => new pg.Client({ connectionString: env.DATABASE_URL, ...PATIENCE }),
  purge: front.purge,
  log,
});

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  if (request.url === '/metrics') void answerMetrics(request, response);
  else front.handle(request, response);
});
server.listen({ port: env.PORT, host: listenHost }, () => process.send?.({ ready: true }));

const METRICS_HEADERS = { ...securityHeaders(publicUrl), 'cache-control': 'no-store' };

async function answerMetrics(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    requireBearer(request.headers.authorization, env.METRICS_TOKEN);
    const { waiting, failed } = await queueDepth(databasePool());
    metrics.jobsWaiting.set(waiting);
    metrics.jobsFailed.set(failed);
    const { entries, bytes } = front.stats();
    metrics.cachedPages.set(entries);
    metrics.cachedBytes.set(bytes);
    const text = await metrics.registry.metrics();
    const headers = { ...METRICS_HEADERS, 'content-type': metrics.registry.contentType };
    response.writeHead(200, headers).end(text);
  } catch (error) {
    const { status, body } = toErrorAnswer(error, 'metrics');
    if (status >= 500) log.error({ err: error }, 'metrics could not be read');
    const address = clientAddress(request, env.TRUST_PROXY);
    logRefusal(status, new Headers({ 'x-forwarded-for': address }), { path: '/metrics' });
    const headers = { ...METRICS_HEADERS, 'content-type': 'application/json' };
    response.writeHead(status, headers).end(JSON.stringify(body));
  }
}

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  // Open requests get their answers; the supervisor limits the wait.
  await new Promise((closed) => {
    server.close(closed);
    server.closeIdleConnections();
  });
  await Promise.all([stopListening(), closeDatabase()]);
  front.close();
  process.exit(0);
}
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
// Exits when the supervisor dies, because no other process would stop this one.
process.once('disconnect', stop);
