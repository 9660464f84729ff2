import { describe, expect, test } from 'vitest';
import { freshnessOf, hasSession, isShareable, lifetimeOf } from './policy';

describe('a request may be answered for everybody', () => {
  test.each([
    ['without cookies', {}],
    ['with a theme', { cookie: 'theme=dark' }],
    ['with a cookie that only ends like a session', { cookie: 'my-session=1; obsession=1' }],
    ['with a session in a value', { cookie: 'last=session=1' }],
    ['with a session that has no value', { cookie: 'better-auth.session_token; session' }],
    ['with many spaces after a name', { cookie: `better-auth.${' '.repeat(8_000)}` }],
    ['with an empty body', { 'content-length': '0' }],
    ['with a tag', { 'if-none-match': '"a"' }],
  ])('%s', (_name, headers) => {
    expect(hasSession(headers)).toBe(false);
    expect(isShareable({ method: 'GET', headers })).toBe(true);
    expect(isShareable({ method: 'HEAD', headers })).toBe(true);
    expect(isShareable({ method: 'POST', headers })).toBe(false);
  });

  test.each([
    ['session=1'],
    ['a=b; session=1'],
    ['a=b;session =1'],
    ['better-auth.session_token=1'],
    ['better-auth.state=1'],
    ['__Secure-better-auth.session_data=1'],
    ['__Host-better-auth.session_token=1'],
    ['__Host-session=1'],
    [`a=b;${' '.repeat(8_000)}better-auth.session_token${' '.repeat(8_000)}=1`],
  ])('and with the cookie %s only where everybody gets the same', (cookie) => {
    expect(hasSession({ cookie })).toBe(true);
    expect(isShareable({ method: 'GET', headers: { cookie } })).toBe(true);
  });

  test.each(['authorization', 'range', 'if-match', 'transfer-encoding', 'upgrade'])(
    'but not with %s',
    (name) => {
      expect(isShareable({ method: 'GET', headers: { [name]: 'x' } })).toBe(false);
    },
  );
});

describe('the lifetime', () => {
  const lifetime = (cacheControl: string, status = 200) =>
    lifetimeOf('/', status, { 'cache-control': cacheControl });
  const DAY_MS = 86_400_000;

  test.each([
    ['s-maxage=60', { freshMs: 60_000, revalidateMs: 0, errorMs: DAY_MS }],
    ['max-age=0, s-maxage=60', { freshMs: 60_000 }],
    ['max-age=60', { freshMs: 60_000 }],
    ['S-MaxAge=60', { freshMs: 60_000 }],
    ['public, max-age=31536000, immutable', { freshMs: 31_536_000_000 }],
    ['s-maxage=60, stale-while-revalidate=120', { revalidateMs: 120_000 }],
    ['s-maxage=60, stale-if-error=5', { errorMs: 5_000 }],
    ['s-maxage=60, stale-if-error=0', { errorMs: 0 }],
    ['max-age=0, stale-while-revalidate=9', { freshMs: 0, revalidateMs: 9_000 }],
    ['max-age=60, must-revalidate, stale-while-revalidate=9', { revalidateMs: 0, errorMs: 0 }],
  ])('of "%s"', (cacheControl, expected) => {
    expect(lifetime(cacheControl)).toMatchObject(expected);
  });

  test.each([
    'private, max-age=60',
    'no-store',
    'no-cache, stale-while-revalidate=60',
    'public',
    'max-age=0, must-revalidate',
    'max-age=nonsense',
    '',
  ])('of "%s" is none', (cacheControl) => {
    expect(lifetime(cacheControl)).toBeNull();
  });

  test('of a 404 is a minute at most, and never longer in error', () => {
    expect(lifetime('s-maxage=600, stale-while-revalidate=600', 404)).toEqual({
      ageMs: 0,
      freshMs: 60_000,
      revalidateMs: 0,
      errorMs: 0,
    });
    expect(lifetime('s-maxage=5', 404)).toMatchObject({ freshMs: 5_000 });
  });
});

test('a response grows from fresh to useless, second by second', () => {
  const lifetime = { ageMs: 0, freshMs: 10, revalidateMs: 10, errorMs: 30 };
  const at = (age: number, isPurged = false) => freshnessOf(lifetime, age, isPurged);
  expect([9, 10, 19, 20, 39, 40].map((age) => at(age))).toEqual([
    'fresh',
    'revalidate',
    'revalidate',
    'if_error',
    'if_error',
    'expired',
  ]);
  expect([0, 15, 39, 40].map((age) => at(age, true))).toEqual([
    'if_error',
    'if_error',
    'if_error',
    'expired',
  ]);
});
