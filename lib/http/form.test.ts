import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { formObject, formRoute, seeOther } from './form';

const handler = formRoute(async (form) => {
  if (form.get('fail')) throw new AppError('rate_limited', 'Wait <a> minute.', { retryAfterS: 60 });
  return seeOther('/done');
});

function post(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(fields);
  const request = new NextRequest('http://localhost:3000/form', { method: 'POST', body, headers });
  return handler(request, {});
}

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

test('a browser gets an error page with the status and Retry-After', async () => {
  const response = await post({ fail: 'yes' }, browser);
  expect(response.status).toBe(429);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('retry-after')).toBe('60');
  const page = await response.text();
  expect(page).toContain('Too many requests');
  expect(page).toContain('Wait &#60;a&#62; minute.');
});

test('a program gets JSON', async () => {
  const response = await post({ fail: 'yes' }, { accept: 'application/json' });
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ error: { code: 'rate_limited' } });
});

test('what another site sent is refused on a page', async () => {
  const response = await post({}, { ...browser, origin: 'https://elsewhere.example' });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('This form was sent from another site.');
});

test.each([
  ['another scheme', 'https://localhost:3000', {}],
  ['another port', 'http://localhost:3001', {}],
  ['no origin', 'null', {}],
  ['the host that a header claims', 'https://evil.example', { host: 'evil.example' }],
  ['the host that a proxy claims', 'http://evil.example', { 'x-forwarded-host': 'evil.example' }],
])('a form from %s is refused', async (_name, origin, headers) => {
  expect((await post({}, { ...headers, origin })).status).toBe(403);
});

test('a form from the site’s address is accepted for any host header', async () => {
  const headers = { origin: 'http://localhost:3000', host: '127.0.0.1:3000' };
  expect((await post({}, headers)).status).toBe(303);
});

test('what succeeds leads on', async () => {
  const response = await post({}, browser);
  expect([response.status, response.headers.get('location')]).toEqual([303, '/done']);
});

test('a form larger than any on the site is refused while it arrives', async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(65_536).fill(97));
      if (sent === 200) controller.close();
    },
  });
  const request = new NextRequest('http://localhost:3000/form', {
    method: 'POST',
    body: endless,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    duplex: 'half',
  });
  expect((await handler(request, {})).status).toBe(413);
  expect(sent).toBeLessThan(100);
});

test('what the database can’t hold is left out of a field', () => {
  const form = new FormData();
  for (const value of ['a\0b', '\0']) form.append('id', value);
  form.append('name', 'Fo\0g');
  expect(formObject(form)).toEqual({ id: ['ab', ''], name: 'Fog' });
});
