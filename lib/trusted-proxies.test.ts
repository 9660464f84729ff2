import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { clientAddress, parseProxyTrust } from '@/lib/trusted-proxies';

/** Makes a request with `forwarded` addresses, from the reader's own to the last hop. */
function addressOf(trust: string, peer: string, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = { headers, socket: { remoteAddress: peer } } as unknown as IncomingMessage;
  return clientAddress(request, parseProxyTrust(trust));
}

const CLAIM = '203.0.113.9';
const READER = '198.51.100.1';

test.each([
  ['nobody is trusted', '0', '10.0.0.2', CLAIM, '10.0.0.2'],
  ['one proxy', '1', '10.0.0.2', READER, READER],
  ['one proxy, by its old name', 'true', '10.0.0.2', READER, READER],
  ['one proxy, and a claim before it', '1', '10.0.0.2', `${CLAIM}, ${READER}`, READER],
  ['two proxies', '2', '10.0.0.2', `${CLAIM}, ${READER}, 10.0.0.3`, READER],
  ['one proxy that says nothing', '1', '10.0.0.2', undefined, '10.0.0.2'],
  ['two proxies, one of which says nothing', '2', '10.0.0.2', READER, READER],
  ['an IPv6 reader', '1', '::1', '2001:db8::7', '2001:db8::7'],
  ['a proxy by address', '10.0.0.2', '10.0.0.2', `${CLAIM}, ${READER}`, READER],
  ['a proxy by its mapped address', '10.0.0.2', '::ffff:10.0.0.2', READER, READER],
  ['a network of proxies', '10.0.0.0/8, fd00::/8', 'fd00::5', `${READER}, 10.0.0.9`, READER],
  ['proxies of this machine', 'loopback', '127.0.0.1', READER, READER],
  ['a stranger who names a proxy', '10.0.0.2', CLAIM, READER, CLAIM],
  ['a stranger past two proxies', '10.0.0.2 10.0.0.3', '10.0.0.2', `10.0.0.3, ${CLAIM}`, CLAIM],
])('the address behind %s', (_name, trust, peer, forwarded, expected) => {
  expect(addressOf(trust, peer, forwarded)).toBe(expected);
});

test.each([
  'unknown',
  '_hidden',
  '999.1.1.1',
  '1.2.3',
  '198.51.100.1:443',
  '<script>',
  'x'.repeat(8_000),
  ', , ,',
  '',
])('what is no address is not taken for one: %s', (forwarded) => {
  expect(addressOf('1', '10.0.0.2', forwarded)).toBe('10.0.0.2');
});

test.each(['everybody', '10.0.0.0/99', '-1', '10', 'true,10.0.0.2', '::1/0'])(
  'TRUST_PROXY can not be %s',
  (text) => {
    expect(() => parseProxyTrust(text)).toThrow(TypeError);
  },
);
