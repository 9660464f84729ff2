/** Starts the processes that serve the edition's page. */
import { freePort } from '@/lib/ports';
import type { Defer } from '../bench';
import { PRODUCTION_SETTINGS } from '../production';
import { startProgram } from '../program';
import { PAGES_HEAP, SMALL_HEAP } from '../../serve/heap-flags';

const PRELOAD = ['--import', './scripts/bench/edition/memory.ts'];

export type Servers = {
  /** The front with Next behind it, as in production. */
  front: string;
  /** Next alone. */
  next: string;
  /** Next alone, with queries answered from memory. */
  memory: string;
};

/** Starts the front and two Nexts as in production, with these settings; returns addresses. */
export async function startServers(
  defer: Defer,
  settings: Record<string, string>,
): Promise<Servers> {
  const [port, nextPort, memoryPort] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...PRODUCTION_SETTINGS,
    ...settings,
    NODE_ENV: 'production',
    LOG_LEVEL: 'silent',
    PORT: String(port),
    NEXT_PORT: String(nextPort),
  };
  const next = (at: number) => [...PAGES_HEAP, '.programs/next-server.mjs', '--port', String(at)];
  await startProgram(defer, { args: next(nextPort), env });
  await startProgram(defer, { args: [...PRELOAD, ...next(memoryPort)], env });
  await startProgram(defer, { args: [...SMALL_HEAP, '.programs/web.mjs'], env });
  return { front: address(port), next: address(nextPort), memory: address(memoryPort) };
}

/** Starts a bare server that repeats the answer at `url`; returns its address. */
export async function startBareServer(defer: Defer, url: string): Promise<string> {
  const port = await freePort();
  const args = ['scripts/bench/edition/bare-server.ts', String(port), url];
  await startProgram(defer, { args, env: { NODE_ENV: 'production' } });
  return address(port);
}

function address(port: number): string {
  return `http://127.0.0.1:${port}`;
}
