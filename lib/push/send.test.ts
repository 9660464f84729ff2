import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { PushBrowser, startPushService, TO_THIS_MACHINE } from '@/tests/support/push-browser';
import { vapidKeys } from './keys';
import { sendNotice } from './send';

const NOTICE = { title: 'Weighing Fog', body: '1st in trending today', path: '/papers/2503.99001' };

test('the tests’ browser reads the example of RFC 8291', () => {
  const browser = new PushBrowser({
    privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  });
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  expect(browser.read(Buffer.from(body, 'base64url'))).toBe(
    'When I grow up, I want to be a watermelon',
  );
});

async function sent() {
  const service = await startPushService();
  const browser = new PushBrowser();
  const endpoint = `${service.origin}/push/one`;
  await sendNotice({ endpoint, ...browser.keys }, NOTICE, TO_THIS_MACHINE);
  return { ...service, browser, message: service.received[0]! };
}

test('a notice is read by the browser that it is for, and by no other', async () => {
  const { browser, message } = await sent();
  expect(JSON.parse(browser.read(message.body))).toEqual(NOTICE);
  expect(() => new PushBrowser().read(message.body)).toThrow();
  expect(message.body.length).toBeLessThan(4_096);
});

test('its headers say how long it is worth anything, that it can wait, and what it replaces', async () => {
  const { message } = await sent();
  expect(message).toMatchObject({
    path: '/push/one',
    headers: {
      'content-encoding': 'aes128gcm',
      ttl: '10800',
      urgency: 'low',
      topic: 'trending',
      'content-length': String(message.body.length),
    },
  });
});

test('it is signed as from us, for this push service and less than a day', async () => {
  const { message, origin } = await sent();
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(message.headers.authorization!)!;
  expect(key).toBe(vapidKeys().publicKey);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key!, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const verifier = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', signed, verifier, Buffer.from(signature, 'base64url'))).toBe(true);
  const output = JSON.parse(Buffer.from(claims, 'base64url').toString());
  expect(output).toMatchObject({ aud: origin, sub: 'mailto:digest@localhost' });
  const leftS = output.exp - Date.now() / 1_000;
  expect(leftS).toBeGreaterThan(3_600);
  expect(leftS).toBeLessThanOrEqual(86_400);
});

test('a push service in a private network is not contacted', async () => {
  const endpoint = 'https://localhost/push';
  expect(await sendNotice({ endpoint, ...new PushBrowser().keys }, NOTICE)).toEqual({
    error: 'the address is in a private network',
  });
});
