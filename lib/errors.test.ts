import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { AppError, headerText, toErrorAnswer, type ErrorCode } from './errors';

test.each<[ErrorCode, number]>([
  ['bad_request', 400],
  ['unauthorized', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['method_not_allowed', 405],
  ['conflict', 409],
  ['payload_too_large', 413],
  ['uri_too_long', 414],
  ['headers_too_large', 431],
  ['unsupported_media_type', 415],
  ['rate_limited', 429],
  ['internal', 500],
  ['upstream_unavailable', 502],
  ['unavailable', 503],
])('%s answers %i with a sentence of its own', (code, status) => {
  const answer = toErrorAnswer(new AppError(code), 'request-1');
  expect(answer).toEqual({
    status,
    headers: { 'x-error-message': headerText(answer.body.error.message) },
    body: {
      error: { code, message: expect.stringMatching(/^[A-Z].+\.$/), requestId: 'request-1' },
    },
  });
});

test('an AppError keeps its own message', () => {
  const { body } = toErrorAnswer(new AppError('not_found', 'No paper 7.'), 'request-1');
  expect(body.error.message).toBe('No paper 7.');
});

test.each([new Error('connect ECONNREFUSED 10.0.0.1'), 'thrown text', null, undefined])(
  'what is no AppError is told as nothing but a fault of ours: %s',
  (error) => {
    expect(toErrorAnswer(error, 'request-1')).toEqual({
      status: 500,
      headers: { 'x-error-message': 'Server error. Please quote the request ID.' },
      body: {
        error: {
          code: 'internal',
          message: 'Server error. Please quote the request ID.',
          requestId: 'request-1',
        },
      },
    });
  },
);

test('what led to an AppError stays with it', () => {
  const cause = new Error('why');
  expect(new AppError('unavailable', 'Later.', { cause }).cause).toBe(cause);
});

test('the message is repeated in a header, in the letters that a header holds', () => {
  const message = `You don’t have “Zoë — ﬁne\u0000\r\n雾🌫️\ud800”`;
  const { headers } = toErrorAnswer(new AppError('not_found', message), '1');
  // NUL, CR, LF, two characters of other scripts and half of one have no place there.
  expect(headers['x-error-message']).toBe(`You don't have "Zoe - fine??????"`);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (any) => {
      const facts = toErrorAnswer(new AppError('conflict', any), '1').headers['x-error-message']!;
      expect(new Headers({ 'x-error-message': facts }).get('x-error-message')).toBe(facts.trim());
    }),
  );
});

test('a limit has the time for a retry', () => {
  const { headers } = toErrorAnswer(
    new AppError('rate_limited', 'Later.', { retryAfterS: 7 }),
    '1',
  );
  expect(headers).toEqual({ 'x-error-message': 'Later.', 'retry-after': '7' });
});

test('an AppError of another bundle’s copy of the class is recognised', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  expect(copy.AppError).not.toBe(AppError);
  const error: unknown = new copy.AppError('unavailable', 'Too many.', { retryAfterS: 5 });
  expect(error instanceof AppError).toBe(true);
  expect(toErrorAnswer(error, 'request-1')).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5', 'x-error-message': 'Too many.' },
  });
});

test('a specific error is distinguished from the general one', () => {
  class Refusal extends AppError {}
  expect(new Refusal('conflict') instanceof AppError).toBe(true);
  expect(new Refusal('conflict') instanceof Refusal).toBe(true);
  expect(new AppError('conflict') instanceof Refusal).toBe(false);
  expect((new Error('conflict') as unknown) instanceof AppError).toBe(false);
});
