/** Which TCP ports can be listened on. */
import { createServer } from 'node:net';

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const port = await tryListening(0, '127.0.0.1');
  if (port === null) throw new Error('This machine has no free port.');
  return port;
}

/** Whether a server could listen on the port; without `host`, on every address of this machine. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return (await tryListening(port, host)) !== null;
}

async function tryListening(port: number, host?: string): Promise<number | null> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else if (error.code === 'EADDRNOTAVAIL') {
        reject(new Error(`HOST ${host} is not an address of this machine.`, { cause: error }));
      } else reject(error);
    });
    probe.listen({ port, host }, () => {
      const address = probe.address();
      const bound = address && typeof address === 'object' ? address.port : null;
      probe.close(() => resolve(bound));
    });
  });
}
