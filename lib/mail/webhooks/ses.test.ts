import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyAndParse, type WebhookSettings } from '.';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:mail-events';
const SNS = 'https://sns.eu-central-1.amazonaws.com';
const NOW = new Date('2030-05-01T07:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const settings: WebhookSettings = {
  SES_TOPIC_ARN: TOPIC,
  POSTMARK_WEBHOOK_TOKEN: undefined,
  MAILGUN_SIGNING_KEY: undefined,
  SENDGRID_PUBLIC_KEY: undefined,
};

/** Each test has a certificate at its own address, because certificates are cached. */
let certificateUrl = '';
let requests: string[] = [];
let made = 0;
beforeEach(() => {
  made += 1;
  certificateUrl = `${SNS}/SimpleNotificationService-${String(made).padStart(32, '0')}.pem`;
  requests = [];
});

type Answering = { validUntil?: string; answer?: () => Response };

function tell(body: object, { validUntil = '20310101000000Z', answer }: Answering = {}) {
  const fetch = async (input: string | URL | Request) => {
    const url = String(input instanceof Request ? input.url : input);
    requests.push(url);
    return answer?.() ?? new Response(url.endsWith('.pem') ? certificate(validUntil) : 'ok');
  };
  const request = { headers: new Headers(), rawBody: Buffer.from(JSON.stringify(body)) };
  return verifyAndParse('ses', request, { settings, now: NOW, fetch });
}

function sns(message: object | string, given: Record<string, string> = {}) {
  const event: Record<string, string> = {
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: TOPIC,
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2030-05-01T06:59:30.000Z',
    SignatureVersion: '2',
    SigningCertURL: certificateUrl,
    ...given,
  };
  const fields = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token'];
  const text = [...fields, 'TopicArn', 'Type']
    .filter((field) => event[field] !== undefined)
    .map((field) => `${field}\n${event[field]}\n`)
    .join('');
  const algorithm = event.SignatureVersion === '1' ? 'sha1' : 'sha256';
  return { ...event, Signature: sign(algorithm, Buffer.from(text), privateKey).toString('base64') };
}

const mail = { messageId: 'ses-1', commonHeaders: { messageId: '<mail-1@papers.example.org>' } };
const bounce = {
  notificationType: 'Bounce',
  mail,
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      { emailAddress: 'ada@example.org', diagnosticCode: 'smtp; 550 5.1.1 <ada@example.org> no' },
    ],
    timestamp: '2030-05-01T06:59:00.000Z',
    feedbackId: 'feedback-1',
  },
};
const complaint = {
  eventType: 'Complaint',
  mail,
  complaint: {
    complainedRecipients: [{ emailAddress: 'ada@example.org' }],
    complaintFeedbackType: 'abuse',
    timestamp: '2030-05-01T06:59:00.000Z',
    feedbackId: 'feedback-2',
  },
};

test.each(['1', '2'])('a bounce signed by version %s is reported', async (SignatureVersion) => {
  expect(await tell(sns(bounce, { SignatureVersion, Subject: 'Amazon SES' }))).toEqual([
    {
      key: 'ses:feedback-1:0',
      kind: 'bounce',
      address: 'ada@example.org',
      messageId: '<mail-1@papers.example.org>',
      detail: 'Permanent General: smtp; 550 5.1.1 <[address]> no',
      at: new Date('2030-05-01T06:59:00Z'),
    },
  ]);
});

test.each([
  [complaint, ['complaint']],
  [{ ...complaint, complaint: { ...complaint.complaint, complaintFeedbackType: 'not-spam' } }, []],
  [{ ...bounce, bounce: { ...bounce.bounce, bounceType: 'Transient' } }, ['soft_bounce']],
  [{ notificationType: 'Delivery', mail }, []],
  ['Successfully validated SNS topic', []],
])('%j is %j', async (message, kinds) => {
  expect((await tell(sns(message))).map(({ kind }) => kind)).toEqual(kinds);
});

test('the certificate is requested once', async () => {
  await tell(sns(bounce));
  await tell(sns(complaint));
  expect(requests).toEqual([certificateUrl]);
});

describe('a topic that wants to be confirmed', () => {
  const confirmation = (SubscribeURL: string) =>
    sns('Confirm', { Type: 'SubscriptionConfirmation', Token: 'abc', SubscribeURL });

  test('is, at SNS', async () => {
    const url = `${SNS}/?Action=ConfirmSubscription&Token=abc`;
    expect(await tell(confirmation(url))).toEqual([]);
    expect(requests).toEqual([certificateUrl, url]);
  });

  test.each([
    'https://evil.example/?Action=ConfirmSubscription',
    'https://sns.eu-central-1.amazonaws.com.evil.example/',
    'https://user@sns.eu-central-1.amazonaws.com/',
    'http://sns.eu-central-1.amazonaws.com/',
    'https://169.254.169.254/latest/meta-data',
  ])('is never asked for at %s', async (url) => {
    await expect(tell(confirmation(url))).rejects.toMatchObject({ code: 'unauthorized' });
    expect(requests).toEqual([certificateUrl]);
  });
});

describe('a message from another sender', () => {
  const genuine = () => sns(bounce);

  test.each([
    ['with another text', () => ({ ...genuine(), Message: JSON.stringify(complaint) })],
    ['with no signature', () => ({ ...genuine(), Signature: '' })],
    ['of another topic', () => sns(bounce, { TopicArn: TOPIC.replace('mail-events', 'others') })],
    [
      'with a certificate from elsewhere',
      () => sns(bounce, { SigningCertURL: 'https://evil.example/SimpleNotificationService-0.pem' }),
    ],
    [
      'with a certificate of another region',
      () => sns(bounce, { SigningCertURL: certificateUrl.replace('eu-central-1', 'us-east-1') }),
    ],
    [
      'with a certificate in a bucket',
      () => sns(bounce, { SigningCertURL: `${SNS}/bucket/key.pem` }),
    ],
  ])('%s is refused', async (_how, message) => {
    await expect(tell(message())).rejects.toMatchObject({ code: 'unauthorized' });
  });

  test('of another topic causes no request', async () => {
    await tell(sns(bounce, { TopicArn: `${TOPIC}2` })).catch(() => undefined);
    expect(requests).toEqual([]);
  });
});

test('a certificate that has expired proves nothing', async () => {
  const telling = tell(sns(bounce), { validUntil: '20300430000000Z' });
  await expect(telling).rejects.toMatchObject({ code: 'unauthorized' });
});

test('what SNS can not give is not remembered', async () => {
  const failing = tell(sns(bounce), { answer: () => new Response('no', { status: 503 }) });
  await expect(failing).rejects.toMatchObject({ code: 'upstream_unavailable' });
  expect(await tell(sns(bounce))).toHaveLength(1);
});

test('an answer without end is cut off', async () => {
  const pull = (controller: ReadableStreamDefaultController) =>
    controller.enqueue(new Uint8Array(4_096));
  const answer = () => new Response(new ReadableStream({ pull }));
  await expect(tell(sns(bounce), { answer })).rejects.toMatchObject({ code: 'payload_too_large' });
});

/** A minimal certificate of the test's key (RFC 5280). */
function certificate(validUntil: string): string {
  const sequence = (...parts: Buffer[]) => der(0x30, ...parts);
  const time = (text: string) => der(0x18, Buffer.from(text));
  const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    sequence(),
    sequence(time('20200101000000Z'), time(validUntil)),
    sequence(),
    publicKey.export({ format: 'der', type: 'spki' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const base64 = sequence(body, sha256WithRsa, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
