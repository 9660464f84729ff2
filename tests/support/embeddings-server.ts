/** A local OpenAI-compatible embeddings endpoint that records its requests. */
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
  /** The next answers, for any request. */
  refusals: Refusal[];
  vectorOf: (text: string) => number[];
  /** The status for a batch that contains a text; null to accept. */
  refuses: (text: string) => number | null;
  /** Resets answers and recorded requests. */
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
    // Out of order: each vector has its text's index.
    response.end(JSON.stringify({ data: data.toReversed() }));
  }
  return endpoint;
}

/** A vector contains its text's length. */
function willing(): Pick<EmbeddingsServer, 'requests' | 'refusals' | 'vectorOf' | 'refuses'> {
  return { requests: [], refusals: [], vectorOf: (text) => [text.length, 1], refuses: () => null };
}
