import { generateKeyPairSync } from 'node:crypto';
import { simpleParser } from 'mailparser';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FIRST_COOL_DOWN_MS, TROUBLES_TO_OPEN } from '@/lib/mail/smtp/circuit';
import type { MailMessage } from '@/lib/mail/message';
import { quote } from '@/lib/mail/quoted';
import { createMailer, type Mailer, type MailerOptions } from '@/lib/mail/smtp/transport';
import { startSmtpSink, type ReceivedMail, type SmtpSink } from '@/tests/support/smtp-sink';

let sink: SmtpSink;
const mailers: Mailer[] = [];

beforeAll(async () => {
  sink = await startSmtpSink({ keepsRaw: true });
});
beforeEach(() => sink.forget());
afterEach(async () => {
  await Promise.all(mailers.splice(0).map((mailer) => mailer.close()));
});
afterAll(() => sink.close());

function openMailer(options: Partial<MailerOptions> = {}): Mailer {
  const from = 'Broadsheet <digest@papers.example.org>';
  const mailer = createMailer({ url: sink.url, pool: 3, from, timeoutMs: 2_000, ...options });
  mailers.push(mailer);
  return mailer;
}

let made = 0;
function mail(given: Partial<MailMessage> = {}): MailMessage {
  made += 1;
  return {
    to: `reader${made}@example.org`,
    subject: 'Your papers of today',
    text: 'One paper',
    html: '<p>One paper</p>',
    messageId: `<mail-${made}@papers.example.org>`,
    ...given,
  };
}

const list = {
  unsubscribeUrl: 'https://papers.example.org/unsubscribe/abc',
  id: 'digest.papers.example.org',
  name: 'Broadsheet',
};

async function onlyMail(): Promise<ReceivedMail & { raw: string }> {
  const [received, ...others] = await sink.received();
  expect(others).toEqual([]);
  if (received?.raw === undefined) throw new Error('nothing was received');
  return { ...received, raw: received.raw };
}

test('a digest carries what mail programs need to stop it, sort it and not to answer it', async () => {
  const message = mail({ to: 'ada@example.org', list });
  expect(await openMailer().send(message)).toMatchObject({ kind: 'sent' });
  const { raw, from, to } = await onlyMail();
  expect({ from, to }).toEqual({ from: 'digest@papers.example.org', to: ['ada@example.org'] });
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  expect(head.split('\r\n')).toEqual(
    expect.arrayContaining([
      'From: Broadsheet <digest@papers.example.org>',
      'To: ada@example.org',
      'Subject: Your papers of today',
      `Message-ID: ${message.messageId}`,
      'List-Unsubscribe: <https://papers.example.org/unsubscribe/abc>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'List-ID: "Broadsheet" <digest.papers.example.org>',
      'Auto-Submitted: auto-generated',
    ]),
  );
  expect(head).toMatch(/^Date: /m);
  expect(head).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(head).not.toMatch(/^(X-Mailer|Return-Receipt-To|Disposition-Notification-To)/im);
});

test('a confirmation has no list headers, and is marked as automatic', async () => {
  await openMailer().send(mail());
  const { raw } = await onlyMail();
  expect(raw).not.toMatch(/^List-/m);
  expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
});

test('parts that were encoded beforehand are read as if they had not been', async () => {
  const html = '<p title="=3D">Öre &amp; ore</p>\n.\n<p>One paper</p>\n';
  const text = 'Öre = ore\n.\nOne paper, and more of it than one line of a mail can hold\n';
  const pieces = (whole: string) =>
    whole
      .split(/(?<= )/)
      .map(quote)
      .join('');
  const quoted = { html: pieces(html), text: pieces(text) };
  await openMailer().send(mail({ html, text }));
  await openMailer().send(mail({ html, text, quoted }));
  const received = await sink.received();
  const [one, other] = await Promise.all(received.map(({ raw = '' }) => simpleParser(raw)));
  expect(one).toMatchObject({ text, html });
  expect(other).toMatchObject({ text, html });
});

test.each([
  ['an address', { to: 'ada@example.org\r\nBcc: eve@example.org' }],
  ['two addresses', { to: 'ada@example.org,eve@example.org' }],
  ['a subject', { subject: 'Papers\r\nBcc: eve@example.org' }],
  ['a Message-ID', { messageId: '<a@b>\r\nBcc: eve@example.org' }],
  ['a list name', { list: { ...list, name: 'Papers\nBcc: eve@example.org' } }],
  ['a list id', { list: { ...list, id: 'papers>\r\nBcc: eve' } }],
  ['an unsubscribe link', { list: { ...list, unsubscribeUrl: 'https://a>\r\nBcc: eve' } }],
])('%s that would begin another header is refused', async (_what, given) => {
  await expect(openMailer().send(mail(given))).rejects.toThrow();
  expect(await sink.count()).toBe(0);
});

describe('an address with letters outside ASCII', () => {
  const to = '用户@xn--fsqu00a.xn--4rr70v';

  test('is mailed where the server takes it', async () => {
    expect(await openMailer().send(mail({ to }))).toMatchObject({ kind: 'sent' });
    const received = await onlyMail();
    expect(received).toMatchObject({ to: ['用户@例子.广告'], isUtf8: true });
    expect(received.raw).toContain('\r\nTo: 用户@');
  });

  test('is refused for good, with the reason, where the server does not', async () => {
    const old = await startSmtpSink({ takesUtf8: false });
    const outcome = await openMailer({ url: old.url }).send(mail({ to }));
    expect(outcome).toMatchObject({ kind: 'permanent', reason: 'unsupported' });
    expect(outcome.detail).toContain('SMTPUTF8');
    expect(await old.count()).toBe(0);
    await old.close();
  });
});

describe('a signed mail', () => {
  const dkim = (privateKey: string) => ({ domain: 'example.org', selector: 'mail', privateKey });

  test('has its one-click headers under the signature', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const inOneLine = pem.replaceAll('\n', '\\n');
    await openMailer({ dkim: dkim(inOneLine) }).send(mail({ list }));
    const signature = /^DKIM-Signature:((?:.*\r\n(?=[ \t]))*.*)/m.exec((await onlyMail()).raw)?.[1];
    expect(signature).toMatch(/d=example\.org/);
    const signed = /;h=([^;]*);/.exec(signature?.replace(/\s+/g, '') ?? '')?.[1]?.split(':');
    expect(signed).toEqual(
      expect.arrayContaining(['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
    );
  });

  test('a key that would leave mails unsigned is refused at once', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => openMailer({ dkim: dkim(pem) })).toThrow('must be an RSA key');
  });
});

describe('the server’s reply', () => {
  test('no to one reader is about that reader, and the others get their mail', async () => {
    await sink.misbehave({
      refuse: 'recipient',
      code: 550,
      text: '5.1.1 No such user',
      to: 'eve@',
    });
    const mailer = openMailer({ pool: 1 });
    const outcomes = await Promise.all(
      ['ada', 'eve', 'bob'].map((name) => mailer.send(mail({ to: `${name}@example.org` }))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'permanent', 'sent']);
    expect(outcomes[1]).toMatchObject({ reason: 'unknown' });
  });

  test.each([
    [451, 'recipient', { kind: 'temporary', reason: 'not_now' }],
    [451, 'content', { kind: 'temporary', reason: 'not_now' }],
    [550, 'content', { kind: 'permanent', reason: 'blocked' }],
    [421, 'recipient', { kind: 'server_trouble', reason: 'refuses_us' }],
    [421, 'content', { kind: 'server_trouble', reason: 'refuses_us' }],
    [421, 'connect', { kind: 'server_trouble', reason: 'refuses_us' }],
    [550, 'sender', { kind: 'server_trouble', reason: 'refuses_us' }],
  ] as const)('%i to the %s', async (code, stage, outcome) => {
    await sink.misbehave({ refuse: stage, code });
    expect(await openMailer().send(mail())).toMatchObject(outcome);
    await sink.forget();
    expect(await openMailer().send(mail())).toMatchObject({ kind: 'sent' });
  });

  test.each([{ hang: 'recipient' }, { hang: 'content' }, { closeAfterContent: true }] as const)(
    'nothing (%j) leaves it open whether the mail went, so it may be tried again',
    async (how) => {
      await sink.misbehave(how);
      const outcome = await openMailer({ timeoutMs: 300 }).send(mail());
      expect(outcome).toMatchObject({ kind: 'temporary', reason: 'connection_lost' });
    },
  );

  test('a mail that was taken without a word is never sent a second time by itself', async () => {
    await sink.misbehave({ closeAfterContent: true, times: 1 });
    const mailer = openMailer({ pool: 1 });
    await mailer.send(mail());
    await mailer.send(mail());
    expect(await sink.count()).toBe(2);
  });

  test('a slow yes is a yes', async () => {
    await sink.misbehave({ slowMs: 700 });
    expect(await openMailer().send(mail())).toMatchObject({ kind: 'sent' });
  });

  test('a wrong password is the sender’s failure, and verify reports it before any mail', async () => {
    const locked = await startSmtpSink({ password: 'right' });
    const url = locked.url.replace('//', '//sender:wrong@');
    const mailer = openMailer({ url });
    const trouble = { kind: 'server_trouble', reason: 'login' };
    expect(await mailer.verify()).toMatchObject(trouble);
    expect(await mailer.send(mail())).toMatchObject(trouble);
    expect(await openMailer({ url: url.replace('wrong', 'right') }).verify()).toBeNull();
    await locked.close();
  });
});

test('an unavailable server is tried a few times, and then all mail waits', async () => {
  const away = await startSmtpSink();
  await away.close();
  const mailer = openMailer({ url: away.url });
  const reasons: string[] = [];
  for (let n = 0; n < TROUBLES_TO_OPEN + 1; n += 1) {
    const outcome = await mailer.send(mail());
    reasons.push(outcome.kind === 'server_trouble' ? outcome.reason : outcome.kind);
  }
  expect(reasons).toEqual([...Array(TROUBLES_TO_OPEN).fill('unreachable'), 'waiting']);
  expect(mailer.waitMs()).toBeGreaterThan(FIRST_COOL_DOWN_MS / 2);
});

test('closing waits for what is on its way', async () => {
  await sink.misbehave({ slowMs: 300 });
  const mailer = openMailer();
  const sending = mailer.send(mail());
  await mailer.close();
  expect(await sending).toMatchObject({ kind: 'sent' });
});

/** The maximum of mails that arrived within any second. */
function busiestSecond(received: ReceivedMail[]): number {
  const times = received.map(({ atMs }) => atMs).toSorted((a, b) => a - b);
  return Math.max(
    ...times.map((start) => times.filter((at) => at >= start && at < start + 1_000).length),
  );
}

describe('the rate', () => {
  test('holds in every second, over several connections and however many mails wait', async () => {
    const mailer = openMailer({ pool: 5, rate: 20 });
    await Promise.all(Array.from({ length: 70 }, () => mailer.send(mail())));
    const received = await sink.received();
    expect(received).toHaveLength(70);
    expect(new Set(received.map(({ session }) => session)).size).toBeGreaterThan(1);
    expect(busiestSecond(received)).toBeLessThanOrEqual(20);
  });

  test('holds also after the server was slow for a while and mails piled up', async () => {
    await sink.misbehave({ slowMs: 1_500, times: 5 });
    const mailer = openMailer({ pool: 5, rate: 10 });
    await Promise.all(Array.from({ length: 30 }, () => mailer.send(mail())));
    expect(busiestSecond(await sink.received())).toBeLessThanOrEqual(10);
  });

  test('may be less than one a second', async () => {
    const mailer = openMailer({ rate: 0.8 });
    await Promise.all([mailer.send(mail()), mailer.send(mail())]);
    const [first, second] = (await sink.received()).map(({ atMs }) => atMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_240);
  });
});
