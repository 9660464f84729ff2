import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AppError, asAppError } from '@/lib/errors';
import { FailureLog } from './failure-log';

const request = { requestId: 'request-1', method: 'GET', path: '/papers' };
const overload = () => new AppError('unavailable', 'Too many.', { retryAfterS: 5 });

function startLog() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: undefined }, { write: (line: string) => lines.push(JSON.parse(line)) });
  return { failures: new FailureLog(log), lines };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a fault is one line with its stack, its status and the number that the reader sees', () => {
  const { failures, lines } = startLog();
  failures.report(new TypeError('paper is undefined'), request);
  expect(lines).toMatchObject([
    { ...request, level: 50, status: 500, err: { stack: expect.stringContaining('.test.ts:') } },
  ]);
});

test('a source that does not answer is a fault, too', () => {
  const { failures, lines } = startLog();
  failures.report(new AppError('upstream_unavailable'), request);
  failures.report(new AppError('unavailable', undefined, { cause: new Error('refused') }), request);
  expect(lines).toMatchObject([{ status: 502 }, { status: 503, err: { type: 'AppError' } }]);
});

test('a mistake of the client is no line', () => {
  const { failures, lines } = startLog();
  for (const code of ['bad_request', 'not_found', 'rate_limited'] as const) {
    failures.report(new AppError(code), request);
  }
  expect(lines).toEqual([]);
});

test('overload is one line a second at most, with a count and without stacks', () => {
  const { failures, lines } = startLog();
  for (let count = 0; count < 100; count += 1) failures.report(overload(), request);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(999);
  failures.reportStatus(503, request);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(lines.map(({ refused }) => refused)).toEqual([1, 100]);
  expect(JSON.stringify(lines)).not.toContain('stack');
  vi.advanceTimersByTime(10_000);
  expect(lines).toHaveLength(2);
  failures.report(overload(), request);
  expect(lines).toHaveLength(3);
});

test('a response of 500 without an error is one line in the log', () => {
  const { failures, lines } = startLog();
  failures.reportStatus(500, request);
  expect(lines).toMatchObject([{ ...request, level: 50, status: 500 }]);
});

test.each([
  ['no connection in time', new Error('timeout exceeded when trying to connect')],
  [
    'a transaction that does not begin in time',
    new Error('Transaction API error: Unable to start a transaction in the given time.'),
  ],
  ['an unreachable server', prismaError('P1001')],
  ['a statement canceled after its time', prismaError('P2010', '57014')],
  ['a canceled statement of an insert', prismaError('P2039', '57014')],
  ['too many connections', prismaError('P2010', '53300')],
  ['a server that shuts down', prismaError('P2010', '57P01')],
  [
    'a canceled statement without Prisma',
    Object.assign(new Error(), { code: '57014', severity: 'ERROR' }),
  ],
  [
    'a refused connection without Prisma',
    Object.assign(new Error(), { code: 'ECONNREFUSED', syscall: 'connect' }),
  ],
])('a database with %s is unavailable, and will be back', (_name, error) => {
  expect(asAppError(error)).toMatchObject({ code: 'unavailable', retryAfterS: 5, cause: error });
});

test.each([
  ['a missing table', prismaError('P2010', '42P01')],
  ['a broken constraint', prismaError('P2002')],
  ['a type error', new TypeError('x')],
  ['a refused file', Object.assign(new Error(), { code: 'EACCES', syscall: 'open' })],
  ['text', 'timeout exceeded when trying to connect'],
  ['nothing', undefined],
])('%s is a fault', (_name, error) => {
  expect(asAppError(error).code).toBe('internal');
});

function prismaError(code: string, originalCode?: string): Error {
  const meta = originalCode && { driverAdapterError: { cause: { originalCode } } };
  return Object.assign(new Error(), { name: 'PrismaClientKnownRequestError', code, meta });
}
