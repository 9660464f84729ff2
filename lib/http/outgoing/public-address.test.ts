import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressProblem, isPublicAddress } from './public-address';

const OWN = 'paper.example';

test.each(['https://hooks.example/in?a=1', 'https://hooks.example:8443/', 'https://1.1.1.1/'])(
  '%s may be told',
  (url) => {
    expect(addressProblem(url, OWN)).toBeNull();
  },
);

test.each([
  'no address',
  '',
  'http://hooks.example/',
  'ftp://hooks.example/',
  'https://user:secret@hooks.example/',
  `https://hooks.example/${'x'.repeat(500)}`,
  'https://paper.example/api',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://printer/',
  'https://db.internal/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0.0.0.0/',
  'https://10.0.0.8/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[::7f00:1]/',
  'https://[::10.0.0.8]/',
  'https://[::1.1.1.1]/',
  'https://hooks.example:22/',
  'https://hooks.example:80/',
  'https://hooks.example:444/',
  'https://1.1.1.1:5432/',
])('%s may not', (url) => {
  expect(addressProblem(url, OWN)).toMatch(/^(is|must) /);
});

test('every other port is refused by its name', () => {
  for (const port of [1, 22, 25, 80, 442, 444, 5432, 6379, 8080, 8442, 8444, 65_535]) {
    const url = `https://hooks.example:${port}/`;
    expect(addressProblem(url, OWN), url).toBe('must use port 443 or 8443');
  }
});

test('no IPv4 address is public as the end of an IPv6 address', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isPublicAddress(`::${address}`)).toBe(false);
    }),
  );
});

test('one that is too long is told so', () => {
  const long = `https://hooks.example/${'x'.repeat(500)}`;
  expect(addressProblem(long, OWN)).toBe('must have at most 500 characters');
});
