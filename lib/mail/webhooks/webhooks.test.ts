import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES, readBody } from '@/lib/http/body';
import { verifyAndParse, type WebhookSettings } from '.';

const NOW = new Date('2030-05-01T07:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const settings: WebhookSettings = {
  SES_TOPIC_ARN: undefined,
  POSTMARK_WEBHOOK_TOKEN: 'a token of some length',
  MAILGUN_SIGNING_KEY: 'a signing key',
  SENDGRID_PUBLIC_KEY: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
};

function tell(provider: string, body: unknown, headers: Record<string, string> = {}) {
  const rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return verifyAndParse(
    provider,
    { headers: new Headers(headers), rawBody },
    { settings, now: NOW },
  );
}

const unauthorized = expect.objectContaining({ code: 'unauthorized' });

describe('a provider', () => {
  test.each(['ses', 'unheard-of', 'constructor', '__proto__'])(
    'that is not set up (%s) is not found',
    async (provider) => {
      await expect(tell(provider, {})).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test('that sends more than a megabyte is cut off while it sends', async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    await expect(readBody(endless)).rejects.toMatchObject({ code: 'payload_too_large' });
    expect(sent).toBeLessThan((2 * MAX_BODY_BYTES) / 65_536);
  });
});

describe('Postmark', () => {
  const bounce = {
    RecordType: 'Bounce',
    ID: 42,
    Type: 'HardBounce',
    MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
    Email: 'ada@example.org',
    BouncedAt: '2030-05-01T06:59:00Z',
    Description: 'The server was unable to deliver your message.',
    Details: 'smtp;550 5.1.1 <ada@example.org> unknown',
  };
  const basic = `Basic ${Buffer.from(`hook:${settings.POSTMARK_WEBHOOK_TOKEN}`).toString('base64')}`;

  test('reports a bounce, with the token as a password in the address', async () => {
    expect(await tell('postmark', bounce, { authorization: basic })).toEqual([
      {
        key: 'postmark:42',
        kind: 'bounce',
        address: 'ada@example.org',
        messageId: null,
        detail: 'smtp;550 5.1.1 <[address]> unknown',
        at: new Date('2030-05-01T06:59:00Z'),
      },
    ]);
  });

  test.each<Record<string, string>>([
    { authorization: `Bearer ${settings.POSTMARK_WEBHOOK_TOKEN}` },
    { 'x-webhook-token': `${settings.POSTMARK_WEBHOOK_TOKEN}` },
  ])('is also known by %j', async (headers) => {
    expect(await tell('postmark', bounce, headers)).toHaveLength(1);
  });

  test.each<Record<string, string>>([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Basic d3Jvbmc6d3Jvbmc=' },
    { authorization: 'Basic' },
    { 'x-webhook-token': '' },
  ])('without its token (%j) is refused', async (headers) => {
    await expect(tell('postmark', bounce, headers)).rejects.toEqual(unauthorized);
  });

  const change = {
    RecordType: 'SubscriptionChange',
    Recipient: 'ada@example.org',
    ChangedAt: '2030-05-01T06:59:00Z',
    SuppressSending: true,
    SuppressionReason: 'ManualSuppression',
    Origin: 'Recipient',
  };

  test.each([
    [{ ...bounce, Type: 'SoftBounce' }, ['soft_bounce']],
    [{ ...bounce, Type: 'Blocked' }, ['soft_bounce']],
    [{ ...bounce, Type: 'AutoResponder' }, []],
    [{ ...bounce, RecordType: 'SpamComplaint', Type: 'SpamComplaint' }, ['complaint']],
    [change, ['unsubscribe']],
    [{ ...change, SuppressionReason: 'HardBounce' }, ['bounce']],
    [{ ...change, Origin: 'Admin' }, []],
    [{ ...change, SuppressSending: false, SuppressionReason: null }, []],
    [{ RecordType: 'Delivery' }, []],
  ])('%j is %j', async (body, kinds) => {
    const events = await tell('postmark', body, { authorization: basic });
    expect(events.map(({ kind }) => kind)).toEqual(kinds);
  });

  test.each(['', '{', '[]', { RecordType: 'Bounce' }])('%j can not be read', async (body) => {
    await expect(tell('postmark', body, { authorization: basic })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('Mailgun', () => {
  const failed = {
    event: 'failed',
    severity: 'permanent',
    reason: 'bounce',
    timestamp: 1_903_935_540.5,
    recipient: 'ada@example.org',
    message: { headers: { 'message-id': 'mail-1@papers.example.org' } },
    'delivery-status': { code: 550, message: '5.1.1 No such user', 'attempt-no': 1 },
  };

  function signed(event: object, { at = NOW, key = 'a signing key', token = 'a'.repeat(50) } = {}) {
    const timestamp = String(Math.floor(at.getTime() / 1_000));
    const signature = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex');
    return { signature: { timestamp, token, signature }, 'event-data': event };
  }

  test('reports a bounce with the sent mail’s Message-ID', async () => {
    expect(await tell('mailgun', signed(failed))).toEqual([
      {
        key: `mailgun:${'a'.repeat(50)}`,
        kind: 'bounce',
        address: 'ada@example.org',
        messageId: '<mail-1@papers.example.org>',
        detail: '5.1.1 No such user',
        at: new Date(1_903_935_540_500),
      },
    ]);
  });

  test.each([
    [{ ...failed, severity: 'temporary' }, []],
    [
      { ...failed, 'delivery-status': { code: 550, message: '5.7.1 looks like spam' } },
      ['soft_bounce'],
    ],
    [
      { ...failed, 'delivery-status': { code: 552, message: '5.2.2 mailbox full' } },
      ['soft_bounce'],
    ],
    [{ ...failed, reason: 'suppress-bounce', 'delivery-status': null }, ['bounce']],
    [{ ...failed, reason: 'suppress-complaint' }, ['complaint']],
    [{ ...failed, event: 'complained' }, ['complaint']],
    [{ ...failed, event: 'unsubscribed' }, ['unsubscribe']],
    [{ ...failed, event: 'delivered' }, []],
  ])('%j is %j', async (event, kinds) => {
    expect((await tell('mailgun', signed(event))).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('signed by another key is refused', async () => {
    await expect(tell('mailgun', signed(failed, { key: 'wrong' }))).rejects.toEqual(unauthorized);
  });

  test.each([-16, 16])('signed %i minutes away from now is refused', async (minutes) => {
    const at = new Date(NOW.getTime() + minutes * 60_000);
    await expect(tell('mailgun', signed(failed, { at }))).rejects.toEqual(unauthorized);
  });

  test('a repeated signature reports nothing, with any other content', async () => {
    const [first] = await tell('mailgun', signed(failed));
    const [again] = await tell('mailgun', signed({ ...failed, recipient: 'eve@example.org' }));
    expect(again?.key).toBe(first?.key);
  });
});

describe('SendGrid', () => {
  const bounce = {
    event: 'bounce',
    type: 'bounce',
    email: 'ada@example.org',
    timestamp: 1_903_935_540,
    sg_event_id: 'event-1',
    'smtp-id': '<mail-1@papers.example.org>',
    status: '5.1.1',
    reason: '550 5.1.1 No such user ada@example.org',
  };

  function headers(body: string, timestamp = '1903935540'): Record<string, string> {
    return {
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': sign(
        'sha256',
        Buffer.from(timestamp + body),
        privateKey,
      ).toString('base64'),
    };
  }

  function tellSigned(events: object[]) {
    const body = JSON.stringify(events);
    return tell('sendgrid', body, headers(body));
  }

  test('reports a bounce with the sent mail’s Message-ID', async () => {
    expect(await tellSigned([bounce])).toEqual([
      {
        key: 'sendgrid:event-1',
        kind: 'bounce',
        address: 'ada@example.org',
        messageId: '<mail-1@papers.example.org>',
        detail: '550 5.1.1 No such user [address]',
        at: new Date(1_903_935_540_000),
      },
    ]);
  });

  test.each([
    [{ type: 'blocked' }, ['soft_bounce']],
    [{ status: '5.2.2', reason: '552 5.2.2 full' }, ['soft_bounce']],
    [{ status: '5.7.1', reason: '550 5.7.1 policy' }, ['soft_bounce']],
    [{ event: 'dropped', reason: 'Bounced Address' }, ['bounce']],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, ['unsubscribe']],
    [{ event: 'dropped', reason: 'Recipient List over Package Quota' }, []],
    [{ event: 'spamreport' }, ['complaint']],
    [{ event: 'group_unsubscribe' }, ['unsubscribe']],
    [{ event: 'deferred' }, []],
    [{ event: 'open' }, []],
  ])('a bounce but for %j is %j', async (but, kinds) => {
    const events = await tellSigned([{ ...bounce, ...but }]);
    expect(events.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('many events come at once', async () => {
    const events = await tellSigned([
      bounce,
      { ...bounce, event: 'open' },
      { ...bounce, sg_event_id: 'event-2' },
    ]);
    expect(events.map(({ key }) => key)).toEqual(['sendgrid:event-1', 'sendgrid:event-2']);
  });

  test('a body or a time that was changed after signing is refused', async () => {
    const body = JSON.stringify([bounce]);
    await expect(tell('sendgrid', body.replace('ada', 'eve'), headers(body))).rejects.toEqual(
      unauthorized,
    );
    const later = { ...headers(body), 'x-twilio-email-event-webhook-timestamp': '1903935541' };
    await expect(tell('sendgrid', body, later)).rejects.toEqual(unauthorized);
    await expect(tell('sendgrid', body)).rejects.toEqual(unauthorized);
  });
});
