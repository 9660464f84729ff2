/** Simulates a feed reader that polls every 15 minutes for a month while nothing changes. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createFront } from '@/lib/front/front';
import type { Defer } from '../bench';
import { fetchPage } from '../page';

const EVERY_MS = 15 * 60_000;
const POLLS = (30 * 24 * 3_600_000) / EVERY_MS;
const NOT_MODIFIED = 304;

type Input = { nextPort: number; countPort: number; feed: string };

/** Runs the front in this process, to advance its clock by a month in seconds; Next is real. */
export async function pollForAMonth(defer: Defer, { nextPort, countPort, feed }: Input) {
  let nowMs = Date.now();
  const front = createFront({
    upstream: { host: '127.0.0.1', port: nextPort },
    publicUrl: `http://127.0.0.1:${nextPort}`,
    maxBytes: 10_000_000,
    log: pino({ level: 'silent' }),
    now: () => nowMs,
  });
  const server = http.createServer(front.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  defer(() => {
    front.close();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${feed}`;
  const { headers, body } = await fetchPage(url, 'br');
  const etag = headers.etag ?? '';
  const before = await queriesSoFar(countPort);
  const statuses = new Map<number, number>();
  for (let poll = 0; poll < POLLS; poll += 1) {
    nowMs += EVERY_MS;
    const status = await statusOf(url, etag);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  return {
    queries: (await queriesSoFar(countPort)) - before,
    details: {
      polls: POLLS,
      notModified: statuses.get(NOT_MODIFIED) ?? 0,
      feedBytes: body.length,
    },
  };
}

const agent = new http.Agent({ keepAlive: true });

function statusOf(url: string, etag: string): Promise<number> {
  const headers = { 'if-none-match': etag, 'accept-encoding': 'br' };
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    request.once('error', reject);
  });
}

async function queriesSoFar(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  return Number(await response.text());
}
