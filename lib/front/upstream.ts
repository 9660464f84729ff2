/** Sends requests to the Next process: kept-alive connections, a time limit, one safe retry. */
import http, { type IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/errors';
import type { HeaderMap } from './headers';

const DEFAULT_TIMEOUT_MS = 30_000;
const MAX_REQUEST_BODY = 1_048_576;

export type UpstreamRequest = {
  method: string;
  target: string;
  headers: HeaderMap;
  body?: Readable;
  /** Aborts the request when its client has left. */
  signal?: AbortSignal;
};

export type UpstreamOptions = { host: string; port: number; timeoutMs?: number };

export class Upstream {
  readonly #address: { host: string; port: number };
  readonly #timeoutMs: number;
  readonly #agent = new http.Agent({ keepAlive: true });

  constructor({ host, port, timeoutMs = DEFAULT_TIMEOUT_MS }: UpstreamOptions) {
    this.#address = { host, port };
    this.#timeoutMs = timeoutMs;
  }

  /** Resolves with the response once its headers arrive. Throws an AppError. */
  ask(request: UpstreamRequest): Promise<IncomingMessage> {
    const { method, target, headers, body, signal } = request;
    if (Number(headers['content-length'] ?? 0) > MAX_REQUEST_BODY) {
      return Promise.reject(new AppError('payload_too_large'));
    }
    return new Promise((resolve, reject) => {
      const outgoing = http.request({
        ...this.#address,
        agent: this.#agent,
        method,
        path: target,
        headers,
        ...(signal && { signal }),
      });
      outgoing.setTimeout(this.#timeoutMs, () => {
        outgoing.destroy(new Error(`upstream was silent for ${this.#timeoutMs} ms`));
      });
      outgoing.once('response', (response) => {
        // Event streams may be silent for long.
        if (isEventStream(response)) outgoing.setTimeout(0);
        resolve(response);
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // Upstream may close an idle connection at the moment of its reuse.
        const isRace = outgoing.reusedSocket && error.code === 'ECONNRESET' && !body;
        if (isRace) resolve(this.ask(request));
        else reject(asAppError(error));
      });
      if (body) {
        pipeline(body, limited(MAX_REQUEST_BODY), outgoing).catch((error) =>
          reject(asAppError(error)),
        );
      } else outgoing.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/**
 * The whole body, or null if it exceeds `limit`: the caller can still read all of it from the
 * response. Throws an AppError where upstream closes early.
 */
export async function readBody(response: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(response.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit) {
        response.unshift(Buffer.concat(chunks));
        return null;
      }
    }
  } catch (cause) {
    throw asAppError(cause);
  }
  return Buffer.concat(chunks, size);
}

function isEventStream(response: IncomingMessage): boolean {
  return response.headers['content-type']?.startsWith('text/event-stream') ?? false;
}

function limited(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) done(new AppError('payload_too_large'));
      else done(null, chunk);
    },
  });
}

function asAppError(cause: unknown): AppError {
  return cause instanceof AppError ? cause : new AppError('unavailable', undefined, { cause });
}
