import { createECDH, ECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { findPushKey, vapidKeys } from './keys';

test('the keys belong together, stay the same, and are points that browsers take', () => {
  const { publicKey, privateKey } = vapidKeys();
  expect(vapidKeys()).toEqual({ publicKey, privateKey });
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey, 'base64url');
  expect(ecdh.getPublicKey('base64url')).toBe(publicKey);
  expect(ECDH.convertKey(publicKey, 'prime256v1', 'base64url')).toHaveLength(65);
  expect(publicKey).toHaveLength(87);
  expect(findPushKey()).toBe(publicKey);
});
