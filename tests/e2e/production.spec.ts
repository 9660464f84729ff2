/** A site at an https address behind a proxy: its forms, its files, signing in and voting. */
import { connect } from 'node:net';
import { useEssentials } from './support/essentials';
import { expect, test } from './support/test';

test('forms, Markdown, citations, sign-in and votes work at an https address', async ({
  page,
  baseURL,
}, { project }) => {
  expect(baseURL).toMatch(/^https:/);
  await useEssentials(page, `production-${project.name}@tidewater.example`);
  const cookies = await page.context().cookies();
  expect(cookies.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['__Host-better-auth.session_token', '__Host-reader']),
  );
  expect(cookies.filter(({ name, secure }) => !secure || !name.startsWith('__Host-'))).toEqual([]);

  await page.goto('/account');
  const signedOut = page.waitForResponse((response) => response.url().endsWith('/sign-out'));
  await page.getByRole('button', { name: 'Sign out of this browser' }).click();
  expect(await (await signedOut).headerValue('clear-site-data')).toBe('"cache"');
  await expect(page).toHaveURL('/papers');
  const left = (await page.context().cookies()).map(({ name }) => name);
  expect(left.filter((name) => /session|reader/.test(name))).toEqual([]);
});

test('every answer keeps browsers on https, also answers to programs', async ({ request }) => {
  for (const path of [
    '/',
    '/metrics',
    '/healthz',
    '/api/papers',
    '/nothing/there',
    '/robots.txt',
  ]) {
    const headers = (await request.get(path)).headers();
    expect(headers, path).toMatchObject({
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  }
});

test('behind a trusted proxy the port is reachable by the proxy only', async ({
  site: { port },
}) => {
  expect(await canConnect('127.0.0.1', port)).toBe(true);
  // Another address of this machine, on which a server bound to every interface would answer.
  expect(await canConnect('127.0.0.2', port)).toBe(false);
});

test('an idle connection outlives nginx’s minute', async ({ site }) => {
  const origin = `http://127.0.0.1:${site.port}`;
  for (const path of ['/healthz', '/metrics', '/papers', '/account']) {
    const { headers } = await fetch(origin + path, { redirect: 'manual' });
    const seconds = Number(/^timeout=(\d+)$/.exec(headers.get('keep-alive') ?? '')?.[1]);
    expect(seconds, path).toBeGreaterThan(60);
  }
});

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
