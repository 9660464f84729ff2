/**
 * Simulates PgBouncer in session mode before Postgres: rejects startup parameters that it doesn't
 * track (https://www.pgbouncer.org/config.html#ignore_startup_parameters).
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

const TRACKED = new Set([
  ...['user', 'database', 'client_encoding', 'datestyle', 'timezone'],
  ...['standard_conforming_strings', 'application_name', 'intervalstyle'],
]);
const HEAD_BYTES = 8;

export type Pooler = { url: string; close: () => Promise<void> };

export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    client.on('error', () => client.destroy());
    client.once('data', (startup) => {
      const refused = parameterNames(startup).find((name) => !TRACKED.has(name.toLowerCase()));
      if (refused) {
        client.end(errorResponse(`unsupported startup parameter: ${refused}`));
        return;
      }
      const upstream = connect(Number(target.port), target.hostname);
      upstream.on('error', () => client.destroy());
      upstream.write(startup);
      client.pipe(upstream).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A length, the protocol's version, then names and values in turn. */
function parameterNames(startup: Buffer): string[] {
  const words = startup.toString('utf8', HEAD_BYTES).split('\0');
  return words.filter((word, at) => at % 2 === 0 && word !== '');
}

function errorResponse(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
