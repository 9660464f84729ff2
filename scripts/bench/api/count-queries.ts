/** Preload for a Next process: counts its queries, and serves the count on its own port. */
import { createServer } from 'node:http';
import pg from 'pg';

type Ask = (...input: unknown[]) => unknown;

let queries = 0;
const client = pg.Client.prototype as unknown as { query: Ask };
const askDatabase = client.query;
client.query = function counted(this: pg.Client, ...input: unknown[]) {
  queries += 1;
  return askDatabase.apply(this, input);
};

// A setting of the benchmark only; the product doesn't read it.
const port = Number(process.env.QUERY_COUNT_PORT);
createServer((_request, response) => response.end(String(queries)))
  .listen(port, '127.0.0.1')
  .unref();
