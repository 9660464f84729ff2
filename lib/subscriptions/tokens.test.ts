import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkHash } from '@/lib/secrets';
import {
  confirmToken,
  deliveryOfLink,
  digestLink,
  manageToken,
  readerOfRepliesLink,
  repliesLink,
  tokenHash,
} from './tokens';

const mailedAt = new Date('2030-05-01T09:00:00Z');

test('links have 256 bits, safe characters, and are deterministic', () => {
  const link = manageToken('a', 1);
  expect(link).toMatch(/^[\w-]{43}$/);
  expect(Buffer.from(link, 'base64url')).toHaveLength(32);
  expect(manageToken('a', 1)).toBe(link);
});

test('each purpose, holder, version and mailing has its own link', () => {
  const links = [
    manageToken('a', 1),
    manageToken('a', 2),
    manageToken('b', 1),
    confirmToken('a', mailedAt),
    confirmToken('a', new Date(mailedAt.getTime() + 1)),
    confirmToken('b', mailedAt),
  ];
  expect(new Set(links).size).toBe(links.length);
});

test('a link for one purpose and holder is invalid for others', () => {
  expect(readerOfRepliesLink(repliesLink('ada'))).toBe('ada');
  for (const link of [
    digestLink('ada'),
    repliesLink('ada').replace('ada', 'ben'),
    'ada',
    'ada.',
    '',
  ]) {
    expect(readerOfRepliesLink(link)).toBeNull();
  }
  expect(deliveryOfLink(repliesLink('ada'))).toBeNull();
});

test('the stored hash is no valid link', () => {
  const link = manageToken('a', 1);
  const hash = tokenHash(link) ?? '';
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).not.toContain(link);
  expect(tokenHash(hash)).toBeNull();
});

test('a malformed link has no hash', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      fc.pre(!/^[\w-]{43}$/.test(text));
      expect(tokenHash(text)).toBeNull();
    }),
  );
  expect(tokenHash(`${manageToken('a', 1)}\n`)).toBeNull();
});

test('a network is hashed with our key', () => {
  expect(networkHash('192.0.2.1')).toBe(networkHash('192.0.2.1'));
  expect(networkHash('192.0.2.1')).not.toBe(networkHash('192.0.2.2'));
  expect(networkHash('192.0.2.1')).not.toContain('192');
});
