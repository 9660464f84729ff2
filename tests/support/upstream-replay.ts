/** Simulates arXiv and Hugging Face: recorded answers at their addresses, and failures. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createAnswers, type Answer, type AnswerOptions } from './upstream-answers';

export const FIXTURES = path.resolve(import.meta.dirname, '../fixtures/upstream');

type Failure = {
  /** Number of requests that fail; one by default. */
  times?: number;
  /** Only requests with this prefix of the path. */
  path?: string;
  /** Only requests with this text in the query. */
  query?: string;
} & (
  | { status: number; retryAfter?: string; body?: string; location?: string }
  /** Never answers. */
  | { hang: true }
  /** Breaks the connection in the middle of the body. */
  | { closeEarly: true }
  /** Answers 200 with modified bytes. */
  | { damaged: 'mojibake' | 'not_utf8' | 'cut_off' | 'web_page' }
);

type ReplayedRequest = { url: string; headers: IncomingMessage['headers']; atMs: number };

export type Replay = {
  url: string;
  /** The settings that direct Broadsheet to this server. */
  env: Record<'ARXIV_API_URL' | 'ARXIV_OAI_URL' | 'ARXIV_RSS_URL' | 'HF_API_URL', string>;
  requests: ReplayedRequest[];
  /** The next requests fail; calls queue up. */
  fail: (failure: Failure) => void;
  close: () => Promise<void>;
};

export type ReplayOptions = Partial<AnswerOptions> & {
  port?: number;
  /** Answers by exact path, before any recorded one. */
  routes?: Record<string, (url: URL) => Answer>;
};

/** A server on loopback, answering from tests/fixtures/upstream by default. */
export async function startReplay(options: ReplayOptions = {}): Promise<Replay> {
  const { port = 0, routes = {}, ...recorded } = options;
  const recordedAnswer = createAnswers({ dir: FIXTURES, ...recorded });
  const requests: ReplayedRequest[] = [];
  const failures: Failure[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://replay');
    requests.push({ url: url.pathname + url.search, headers: request.headers, atMs: Date.now() });
    const found = (routes[url.pathname] ?? recordedAnswer)(url) ?? NOT_FOUND;
    const failure = takeFailure(failures, url);
    if (failure) respondBadly(response, found, failure);
    else respond(request, response, found);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    env: {
      ARXIV_API_URL: `${url}/api/query`,
      ARXIV_OAI_URL: `${url}/oai`,
      ARXIV_RSS_URL: `${url}/atom`,
      HF_API_URL: `${url}/api`,
    },
    requests,
    fail: (failure) => failures.push({ times: 1, ...failure }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const NOT_FOUND: Answer = { status: 404, contentType: 'text/plain', body: Buffer.from('Nothing') };
const WEB_PAGE = '<!DOCTYPE html><html><body><h1>Down for maintenance<br></h1></body></html>';

function takeFailure(failures: Failure[], { pathname, search }: URL): Failure | null {
  const failure = failures.find(
    (it) => pathname.startsWith(it.path ?? '/') && search.includes(it.query ?? ''),
  );
  if (!failure) return null;
  failure.times = (failure.times ?? 1) - 1;
  if (failure.times <= 0) failures.splice(failures.indexOf(failure), 1);
  return failure;
}

function respond(request: IncomingMessage, response: ServerResponse, found: Answer): void {
  const etag = `"${createHash('sha1').update(found.body).digest('hex')}"`;
  if (found.status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(found.status, headersOf(found, { etag })).end(found.body);
}

function respondBadly(response: ServerResponse, found: Answer, failure: Failure): void {
  if ('hang' in failure) return;
  if ('closeEarly' in failure) {
    response.writeHead(found.status, headersOf(found));
    response.write(half(found.body), () => response.destroy());
    return;
  }
  if ('damaged' in failure) {
    const body = damage(found.body, failure.damaged);
    response.writeHead(200, headersOf({ ...found, body })).end(body);
    return;
  }
  const { status, retryAfter, location, body = '' } = failure;
  response
    .writeHead(status, {
      ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      ...(location === undefined ? {} : { location }),
    })
    .end(body);
}

function headersOf({ contentType, body }: Answer, more: Record<string, string> = {}) {
  return { 'content-type': contentType, 'content-length': body.length, ...more };
}

const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));

function damage(body: Buffer, how: 'mojibake' | 'not_utf8' | 'cut_off' | 'web_page'): Buffer {
  switch (how) {
    case 'mojibake':
      return Buffer.from(body.toString('latin1'), 'utf8');
    case 'not_utf8':
      return Buffer.concat([half(body), Buffer.from([0xff]), body.subarray(half(body).length)]);
    case 'cut_off':
      return half(body);
    case 'web_page':
      return Buffer.from(WEB_PAGE);
  }
}

/** tsx tests/support/upstream-replay.ts --port 4000 [--data FOLDER] */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '0' }, data: { type: 'string' } },
  });
  const dir = values.data ? { dir: path.resolve(values.data) } : {};
  const replay = await startReplay({ port: Number(values.port), ...dir });
  const settings = Object.entries(replay.env).map(([name, value]) => `${name}=${value}\n`);
  process.stdout.write(settings.join(''));
}

if (process.argv[1] === import.meta.filename) await main();
