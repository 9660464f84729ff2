/** A front with a test's own upstream and clock, and a low-level client. */
import http, { type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { onTestFinished } from 'vitest';
import { createFront, type Front, type FrontOptions } from '@/lib/front/front';

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
};
export type Ask = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };
export type LogLine = Record<string, unknown> & { level: number; msg: string };

export type TestFront = {
  front: Front;
  port: number;
  get: (path: string, headers?: OutgoingHttpHeaders) => Promise<Answer>;
  ask: (path: string, ask: Ask) => Promise<Answer>;
  /** Requests that reached upstream, in order. */
  requests: http.IncomingMessage[];
  /** Number of requests that reached the front. */
  arrived: () => number;
  advance: (seconds: number) => void;
  /** Makes upstream refuse connections. */
  stopUpstream: () => Promise<void>;
  log: LogLine[];
};

/** Both servers are closed when the test ends. */
export async function startFront(
  upstreamHandler: http.RequestListener,
  options: Partial<Omit<FrontOptions, 'upstream'>> & { timeoutMs?: number } = {},
): Promise<TestFront> {
  const { timeoutMs, ...rest } = options;
  const upstreamRequests: http.IncomingMessage[] = [];
  const log: LogLine[] = [];
  let nowMs = Date.parse('2030-05-01T09:00:00Z');

  const upstream = http.createServer((request, response) => {
    upstreamRequests.push(request);
    upstreamHandler(request, response);
  });
  const upstreamPort = await listen(upstream);
  const front = createFront({
    upstream: { host: '127.0.0.1', port: upstreamPort, ...(timeoutMs && { timeoutMs }) },
    publicUrl: 'https://paper.example',
    maxBytes: 10_000_000,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    now: () => nowMs,
    ...rest,
  });
  let arrived = 0;
  const server = http.createServer((request, response) => {
    arrived += 1;
    front.handle(request, response);
  });
  const port = await listen(server);
  const stopUpstream = () => close(upstream);
  onTestFinished(async () => {
    front.close();
    await Promise.all([close(server), stopUpstream()]);
  });

  const ask: TestFront['ask'] = (path, request) => askServer(port, path, request);
  return {
    front,
    port,
    ask,
    get: (path, headers) => ask(path, { headers }),
    requests: upstreamRequests,
    arrived: () => arrived,
    advance: (seconds) => {
      nowMs += seconds * 1_000;
    },
    stopUpstream,
    log,
  };
}

/** A promise with its resolver, for an upstream that answers on command. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

/** Waits until `isTrue`, for effects that the client can't see. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function askServer(port: number, path: string, { method, headers, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode = 0, headers: answered } = response;
        resolve({ status: statusCode, headers: answered, body: bytes, text: bytes.toString() });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function listen(server: http.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function close(server: http.Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
