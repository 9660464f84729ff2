/** Which TCP ports can be listened on. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections, so that none of those takes a port
 * between its choice and the start of the server that it is for.
 */
const [LOWEST, HIGHEST] = [20_000, 32_767];
const MAX_TRIES = 100;

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    // Windows reserves some ports, and answers that they may not be used.
    if (await canListen(port, '127.0.0.1', ['EADDRINUSE', 'EACCES'])) return port;
  }
  throw new Error(`No port from ${LOWEST} to ${HIGHEST} is free on this machine.`);
}

/** Whether a server could listen on the port; without `host`, on every address of this machine. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return canListen(port, host, ['EADDRINUSE']);
}

/** False where listening fails for one of the reasons; throws for any other. */
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
