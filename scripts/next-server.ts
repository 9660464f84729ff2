/** Runs Next.js on its own port: on loopback behind the front, or public in development. */
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
/** Matches the host name that Next passes to proxy.ts, so that a rewrite stays in this process. */
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
// Exits when the supervisor dies, because no other process would stop this one.
process.once('disconnect', stop);
