/** Next.js behind a port of its own: on loopback behind the front, or open while developing. */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { listenHost } from '@/lib/env';
import { completeHead } from '@/lib/front/complete-head';
import { answerTo, hearAnswer } from '@/lib/http/page-answer';
import { KEEP_ALIVE_MS } from '@/lib/http/outgoing/keep-alive';
import { watchStatus } from '@/lib/http/failures/page-failures';
import { closeThreads } from '@/lib/worker-thread';

const { values } = parseArgs({
  options: { port: { type: 'string' }, dev: { type: 'boolean', default: false } },
});
const port = Number(values.port);
/** Matches the host name that Next gives proxy.ts, so that a rewrite stays inside this process. */
const hostname = 'localhost';
const LOOPBACK = '127.0.0.1';

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
const app = next({ dev: values.dev, hostname, port, httpServer: server, quiet: true });
await app.prepare();
const handle = app.getRequestHandler();
server.on('request', (request, response) => {
  const facts = answerTo(request);
  completeHead(request, response, facts);
  watchStatus(request, response, facts);
  void hearAnswer(facts, () => handle(request, response));
});
server.listen({ port, host: values.dev ? listenHost : LOOPBACK }, () => {
  process.send?.({ ready: true });
});

const stop = () => {
  server.close(
    () =>
      void app
        .close()
        .then(closeThreads)
        .then(() => process.exit()),
  );
  server.closeIdleConnections();
};
process.once('SIGTERM', stop);
// The supervisor died: without it nobody would ever stop this process.
process.once('disconnect', stop);
