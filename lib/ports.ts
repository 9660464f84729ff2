/** Finds free TCP ports. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Lies below the ephemeral ports, so that no outgoing connection takes a port between its choice
 * and the start of its server.
 */
const [LOWEST, HIGHEST] = [20_000, 32_767];
const MAX_TRIES = 100;

/** Returns a free port on loopback. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    // Windows reserves some ports and refuses them with this code.
    if (await canListen(port, '127.0.0.1', ['EADDRINUSE', 'EACCES'])) return port;
  }
  throw new Error(`No port from ${LOWEST} to ${HIGHEST} is free on this machine.`);
}

/** Whether a server can listen on the port; without `host`, on all addresses. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return canListen(port, host, ['EADDRINUSE']);
}

/** False where listening fails for one of the reasons; throws for other errors. */
async function canListen(
  port: number,
  host: string | undefined,
  reasons: string[],
): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code && reasons.includes(error.code)) resolve(false);
      else if (error.code === 'EADDRNOTAVAIL') {
        reject(new Error(`HOST ${host} is not an address of this machine.`, { cause: error }));
      } else reject(error);
    });
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}
