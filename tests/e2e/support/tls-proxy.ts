/** The reverse proxy of a production site: TLS for the browser, plain HTTP to Broadsheet. */
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { generate } from 'selfsigned';
import { temporaryFolder } from '@/tests/support/temporary-folder';

const HOST = 'localhost';
const BAD_GATEWAY = 502;
const DNS_NAME = 2;

export type TlsProxy = { url: string; close: () => Promise<void> };

/**
 * Creates the certificate of this test run. Later processes trust it: Node by NODE_EXTRA_CA_CERTS,
 * Chromium by the hash of its key (playwright.config.ts). Returns a function that deletes it.
 */
export async function makeCertificate(): Promise<() => void> {
  const folder = temporaryFolder('tls');
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOST }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: DNS_NAME, value: HOST }] },
    ],
  });
  writeFileSync(path.join(folder, 'key.pem'), key, { mode: 0o600 });
  writeFileSync(path.join(folder, 'cert.pem'), cert);
  const publicKey = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  process.env.E2E_TLS_FOLDER = folder;
  process.env.E2E_TLS_KEY_HASH = createHash('sha256').update(publicKey).digest('base64');
  process.env.NODE_EXTRA_CA_CERTS = path.join(folder, 'cert.pem');
  return () => rmSync(folder, { recursive: true });
}

/** Listens on a free port and forwards to `port`, with the headers of docs/operating.md. */
export async function startTlsProxy(port: number): Promise<TlsProxy> {
  const folder = process.env.E2E_TLS_FOLDER;
  if (!folder) throw new Error('tests/e2e/global-setup.ts has not made the certificate.');
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => readFileSync(path.join(folder, name)));
  const agent = new http.Agent({ keepAlive: true });
  const server = https.createServer({ key, cert }, (incoming, response) =>
    forward(incoming, response, { agent, port }),
  );
  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    url: `https://${HOST}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  site: { agent: http.Agent; port: number },
): void {
  const { method, url, headers, socket } = incoming;
  const addresses = [headers['x-forwarded-for'], socket.remoteAddress];
  const outgoing = http.request({
    ...site,
    host: '127.0.0.1',
    method,
    path: url,
    headers: { ...headers, 'x-forwarded-for': addresses.filter(Boolean).join(', ') },
  });
  const fail = () => {
    if (!response.headersSent) response.writeHead(BAD_GATEWAY);
    response.end();
  };
  outgoing.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? BAD_GATEWAY, answer.rawHeaders);
    pipeline(answer, response, (error) => error && response.destroy());
  });
  outgoing.once('error', fail);
  response.once('close', () => outgoing.destroy());
  pipeline(incoming, outgoing, (error) => error && fail());
}
