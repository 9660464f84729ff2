import { NextRequest } from 'next/server';
import { expect, test, vi } from 'vitest';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { route } from './route';

const request = (headers: Record<string, string> = {}) =>
  new NextRequest('http://localhost/api/papers', { headers });

function failingWith(error: unknown) {
  return route(async () => {
    throw error;
  });
}

test('what a handler answers is the answer', async () => {
  const answer = await route(async () => Response.json({ done: true }))(request(), {});
  expect(await answer.json()).toEqual({ done: true });
});

test('an AppError becomes its status and words, and is never cached', async () => {
  const error = new AppError('not_found', 'Broadsheet has no paper 2503.99001.');
  const answer = await failingWith(error)(request({ 'x-request-id': 'request-7' }), {});
  expect(answer.status).toBe(404);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({
    error: {
      code: 'not_found',
      message: 'Broadsheet has no paper 2503.99001.',
      requestId: 'request-7',
    },
  });
});

test('any other error is logged once with a request id, and the client sees only the id', async () => {
  const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  const error = new Error('password of reader is hunter2');
  const answer = await failingWith(error)(request(), {});
  const body = await answer.text();
  expect(answer.status).toBe(500);
  expect(body).not.toContain('hunter2');
  const { requestId } = JSON.parse(body).error;
  expect(requestId).toMatch(/^[\da-f-]{36}$/);
  expect(logged.mock.calls).toEqual([
    [{ err: error, requestId, method: 'GET', path: '/api/papers', status: 500 }, 'request failed'],
  ]);
  logged.mockRestore();
});
