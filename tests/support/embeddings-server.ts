/** An OpenAI-compatible embeddings endpoint of our own, which remembers what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const question = z.object({ model: z.string(), input: z.array(z.string()) });
type EmbeddingRequest = z.infer<typeof question> & { authorization?: string };
type Refusal = { status: number; retryAfter?: string };

export type EmbeddingsServer = {
  /** Ends before /embeddings. */
  url: string;
  requests: EmbeddingRequest[];
  /** The next answers, whatever is asked. */
  refusals: Refusal[];
  vectorOf: (text: string) => number[];
  /** Whether a batch with this text in it is refused, and by which status. */
  refuses: (text: string) => number | null;
  /** Takes everything again, and has been asked nothing. */
  reset: () => void;
  close: () => void;
};

export async function startEmbeddings(): Promise<EmbeddingsServer> {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const endpoint: EmbeddingsServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    ...willing(),
    reset: () => void Object.assign(endpoint, willing()),
    close: () => void server.close(),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = question.parse(JSON.parse(Buffer.concat(await request.toArray()).toString()));
    endpoint.requests.push({ ...body, authorization: request.headers.authorization });
    const refused = body.input.map(endpoint.refuses).find((status) => status !== null);
    const refusal = endpoint.refusals.shift() ?? (refused ? { status: refused } : null);
    if (refusal) {
      const { status, retryAfter } = refusal;
      response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end('no');
      return;
    }
    const data = body.input.map((text, index) => ({ index, embedding: endpoint.vectorOf(text) }));
    response.writeHead(200, { 'content-type': 'application/json' });
    // Out of order: each says which text it belongs to.
    response.end(JSON.stringify({ data: data.toReversed() }));
  }
  return endpoint;
}

/** A vector says how long its text is. */
function willing(): Pick<EmbeddingsServer, 'requests' | 'refusals' | 'vectorOf' | 'refuses'> {
  return { requests: [], refusals: [], vectorOf: (text) => [text.length, 1], refuses: () => null };
}
