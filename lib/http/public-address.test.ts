import { expect, test } from 'vitest';
import { addressProblem } from './public-address';

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
])('%s may not', (url) => {
  expect(addressProblem(url, OWN)).toMatch(/^(is|must) /);
});

test('one that is too long is told so', () => {
  const long = `https://hooks.example/${'x'.repeat(500)}`;
  expect(addressProblem(long, OWN)).toBe('must have at most 500 characters');
});
