/** A browser's side of web push, written from RFC 8291 alone, and a local push service. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import http from 'node:http';
import type https from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Reach } from '@/lib/http/outgoing/public-post';

const SALT_BYTES = 16;
const TAG_BYTES = 16;

export class PushBrowser {
  readonly #ecdh = createECDH('prime256v1');
  readonly #auth: Buffer;

  constructor(facts?: { privateKey: string; auth: string }) {
    if (facts) this.#ecdh.setPrivateKey(Buffer.from(facts.privateKey, 'base64url'));
    else this.#ecdh.generateKeys();
    this.#auth = facts ? Buffer.from(facts.auth, 'base64url') : randomBytes(SALT_BYTES);
  }

  get keys() {
    return { p256dh: this.#ecdh.getPublicKey('base64url'), auth: this.#auth.toString('base64url') };
  }

  /** Throws for data that wasn't encrypted for this browser. */
  read(body: Buffer): string {
    const salt = body.subarray(0, SALT_BYTES);
    const idLength = body[SALT_BYTES + 4]!;
    const sender = body.subarray(SALT_BYTES + 5, SALT_BYTES + 5 + idLength);
    const record = body.subarray(SALT_BYTES + 5 + idLength);
    const own = this.#ecdh.getPublicKey();
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender]);
    const input = derive(this.#ecdh.computeSecret(sender), this.#auth, info, 32);
    const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(record.subarray(-TAG_BYTES));
    const padded = Buffer.concat([
      decipher.update(record.subarray(0, -TAG_BYTES)),
      decipher.final(),
    ]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}

type Answer = { status: number; retryAfter?: string };
type Received = { path: string; headers: http.IncomingHttpHeaders; body: Buffer };

/** Returns the given statuses in turn, then always 201; records its messages. */
export async function startPushService(...answers: Answer[]) {
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, retryAfter } = answers[received.length] ?? { status: 201 };
      const { url: path = '', headers } = request;
      received.push({ path, headers, body: Buffer.concat(chunks) });
      response.writeHead(status, retryAfter ? { 'retry-after': retryAfter } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { received, origin: `https://localhost:${port}` };
}

/** Sends to a test's push service: local, and without TLS despite the address. */
export const TO_THIS_MACHINE: Reach = {
  isAllowed: () => true,
  request: ((url: URL, ...rest: [http.RequestOptions]) => {
    const plain = new URL(url);
    plain.protocol = 'http:';
    return http.request(plain, ...rest);
  }) as typeof https.request,
  timeoutMs: 2_000,
};
