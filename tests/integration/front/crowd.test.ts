/** Limits of concurrent pages: further requests wait or are refused. */
import { expect, test } from 'vitest';
import { gate, startFront, until } from '../../support/front';

const SHARED = 's-maxage=60';
const crowd = { running: 2, waiting: 1, patienceMs: 60_000, busy: 'Too many.' };
const signedIn = { cookie: 'better-auth.session_token=x' };

test('upstream gets a limited number of requests at once; one over the limit may retry', async () => {
  const held = gate();
  const { get, requests, arrived } = await startFront(
    (_request, response) =>
      void held.opened.then(() => response.writeHead(200, { 'cache-control': SHARED }).end('page')),
    { crowd },
  );
  const first = [get('/papers?q=1'), get('/papers?q=2'), get('/papers?q=3')];
  await until(() => arrived() === 3);
  const refused = await get('/papers?q=4', { accept: 'text/html' });
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5', 'cache-control': 'no-store' },
  });
  expect(refused.text).toContain('Too many.');
  expect(requests).toHaveLength(2);
  held.open();
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await get('/papers?q=4')).status).toBe(200);
});

test('requests of signed-in readers skip that queue', async () => {
  const held = gate();
  const { get, requests, arrived } = await startFront(
    (request, response) => {
      if (request.headers.cookie) response.end('own');
      else void held.opened.then(() => response.end('page'));
    },
    { crowd },
  );
  const line = ['/a', '/b', '/c'].map((path) => get(path));
  await until(() => arrived() === 3 && requests.length === 2);
  expect(await get('/library', signedIn)).toMatchObject({ status: 200, text: 'own' });
  held.open();
  await Promise.all(line);
});

test('a response of overload is shared by all waiting requests', async () => {
  const held = gate();
  const { get, requests, arrived } = await startFront((_request, response) => {
    void held.opened.then(() => response.writeHead(503, { 'retry-after': '5' }).end('drawn'));
  });
  const waiting = Array.from({ length: 20 }, () => get('/papers?q=fog'));
  await until(() => arrived() === 20);
  held.open();
  const answers = await Promise.all(waiting);
  expect(requests).toHaveLength(1);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(answers.filter(({ text }) => text === 'drawn')).toHaveLength(1);
  expect(answers.every(({ headers }) => headers['retry-after'] === '5')).toBe(true);
});

test('a page with its own 503 is sent unchanged, and requested again', async () => {
  const { get, requests } = await startFront((_request, response) => {
    response.writeHead(503, {
      'content-type': 'text/html',
      'cache-control': 'no-store',
      'retry-after': '5',
    });
    response.end('<!DOCTYPE html><html><body>Too many search.</body></html>');
  });
  const answer = await get('/papers?q=fog');
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(answer.text).toContain('Too many search.');
  await get('/papers?q=fog');
  expect(requests).toHaveLength(2);
});
