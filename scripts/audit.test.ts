/** Tests the audit of dependencies against a local registry. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';

type Registry = (advice: object | null) => http.RequestListener;

/** Serves the audit's advisories (null: a mirror without them) for the installed packages. */
const registry: Registry = (advice) => (request, response) => {
  request.resume();
  if (request.url?.endsWith('/advisories/bulk')) {
    response.writeHead(advice ? 200 : 405, { 'content-type': 'application/json' });
    response.end(advice ? JSON.stringify(advice) : 'Method Not Allowed');
    return;
  }
  const name = decodeURIComponent(request.url?.slice(1) ?? '');
  const versions = { '1.1.0': { name, version: '1.1.0', dependencies: {} } };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ name, 'dist-tags': { latest: '1.1.0' }, versions }));
};

async function audit(answer: http.RequestListener) {
  const server = http.createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // npm caches advisories by number.
  const cache = temporaryFolder('npm-cache');
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const env = { ...process.env, npm_config_registry: url, npm_config_cache: cache };
  const child = spawn(process.execPath, ['scripts/audit.mjs'], { env });
  let message = '';
  child.stdout.on('data', (chunk: Buffer) => (message += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, message };
}

const advisory = (severity: string) => ({
  negotiator: [
    {
      id: 1,
      url: 'https://advisories.example/1',
      title: 'Slow on long headers',
      severity,
      vulnerable_versions: '>=0.0.0',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    },
  ],
});

test('a registry without advisories passes', async () => {
  const { code, message } = await audit(registry({}));
  expect([code, message]).toEqual([0, 'No known vulnerability, high or critical.\n']);
});

test.each(['high', 'critical'])(
  'a vulnerability that is %s fails and is named',
  async (severity) => {
    const { code, message } = await audit(registry(advisory(severity)));
    expect(code).toBe(1);
    expect(message).toContain(`negotiator: ${severity}, by https://advisories.example/1\n`);
  },
);

test('a moderate one passes', async () => {
  expect((await audit(registry(advisory('moderate')))).code).toBe(0);
});

test('a registry without an audit endpoint is skipped, with a line', async () => {
  const { code, message } = await audit(registry(null));
  expect([code, message]).toEqual([
    0,
    'Dependencies not audited: the registry did not answer. Skipped.\n',
  ]);
});
