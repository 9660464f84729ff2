import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_REPORT_BYTES, parseReport } from './dsn';

const ORIGINAL = [
  'From: Broadsheet <digest@papers.example.org>',
  'To: ada@example.org',
  'Message-ID: <0198c0de@papers.example.org>',
  'Subject: Your papers of today',
  'Content-Type: multipart/alternative; boundary="inner"',
  '',
  '--inner',
  'Content-Type: text/plain',
  '',
  'Final-Recipient: rfc822; eve@example.org',
  '--inner--',
].join('\r\n');

const FAILED = [
  'Reporting-MTA: dns; mx.example.net',
  'Arrival-Date: Wed, 1 May 2030 07:00:00 +0000',
  '',
  'Final-Recipient: rfc822; ada@example.org',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: Recipient address rejected:',
  ' User unknown in virtual mailbox table',
].join('\r\n');

type Parts = { type?: string; reportType?: string; report?: string; original?: string };

function report(given: Parts = {}): Buffer {
  const {
    type = 'message/delivery-status',
    reportType = 'delivery-status',
    report: body = FAILED,
    original = `Content-Type: message/rfc822\r\n\r\n${ORIGINAL}`,
  } = given;
  return Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example.net',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      `Content-Type: multipart/report; report-type=${reportType}; boundary="outer"`,
      '',
      '--outer',
      'Content-Type: text/plain',
      '',
      'Your mail could not be delivered.',
      '--outer',
      `Content-Type: ${type}`,
      '',
      body,
      '',
      '--outer',
      original,
      '--outer--',
      '',
    ].join('\r\n'),
  );
}

test('a bounce has the recipient, the reason, and the sent mail’s Message-ID', async () => {
  expect(await parseReport(report())).toEqual({
    kind: 'delivery',
    originalMessageId: '<0198c0de@papers.example.org>',
    recipients: [
      {
        recipient: 'ada@example.org',
        action: 'failed',
        status: '5.1.1',
        diagnostic:
          '550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown in virtual mailbox table',
      },
    ],
  });
});

describe('a report in another dress', () => {
  test('that returns headers only', async () => {
    const original = `Content-Type: text/rfc822-headers\r\n\r\n${ORIGINAL.split('\r\n\r\n')[0]}`;
    expect(await parseReport(report({ original }))).toMatchObject({
      originalMessageId: '<0198c0de@papers.example.org>',
    });
  });

  test('that returns nothing', async () => {
    const original = 'Content-Type: text/plain\r\n\r\nThat was all.';
    expect(await parseReport(report({ original }))).toMatchObject({
      kind: 'delivery',
      originalMessageId: null,
    });
  });

  test('with line feeds alone, as programs hand mails on', async () => {
    const unix = Buffer.from(report().toString().replaceAll('\r\n', '\n'));
    expect(await parseReport(unix)).toMatchObject({ recipients: [{ status: '5.1.1' }] });
  });

  test('about an internationalised address', async () => {
    const body = FAILED.replaceAll('rfc822; ada@example.org', 'utf-8; 用户@例子.广告');
    const global = report({ type: 'message/global-delivery-status', report: body });
    expect(await parseReport(global)).toMatchObject({
      recipients: [{ recipient: '用户@例子.广告' }],
    });
  });

  test('about a recipient that forwards to another: the one we wrote to counts', async () => {
    const body = FAILED.replace(
      'Final-Recipient: rfc822; ada@example.org',
      'Original-Recipient: rfc822; ada@example.org\r\nFinal-Recipient: rfc822; ada@elsewhere.example',
    );
    expect(await parseReport(report({ report: body }))).toMatchObject({
      recipients: [{ recipient: 'ada@example.org' }],
    });
  });

  test('about several recipients, one of them only delayed', async () => {
    const more = 'Final-Recipient: rfc822; bob@example.org\r\nAction: delayed\r\nStatus: 4.4.1';
    expect(await parseReport(report({ report: `${FAILED}\r\n\r\n${more}` }))).toMatchObject({
      recipients: [
        { recipient: 'ada@example.org', action: 'failed' },
        { recipient: 'bob@example.org', action: 'delayed', status: '4.4.1', diagnostic: null },
      ],
    });
  });
});

test('a complaint has the recipient and the mail', async () => {
  const complaint = report({
    type: 'message/feedback-report',
    reportType: 'feedback-report',
    report: [
      'Feedback-Type: abuse',
      'User-Agent: SomeProvider/1.0',
      'Version: 1',
      'Original-Mail-From: <digest@papers.example.org>',
      'Original-Rcpt-To: <ada@example.org>',
    ].join('\r\n'),
  });
  expect(await parseReport(complaint)).toEqual({
    kind: 'feedback',
    type: 'abuse',
    recipients: ['ada@example.org'],
    originalMessageId: '<0198c0de@papers.example.org>',
  });
});

describe('what is not a report', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['an answer from a reader', Buffer.from('Subject: Re: papers\r\n\r\nFinal-Recipient: hello')],
    ['bytes', Buffer.from([0, 255, 10, 13, 128])],
    ['more than a report can be', Buffer.alloc(MAX_REPORT_BYTES + 1, 'a')],
    ['thousands of parts in one another', nested(5_000)],
    [
      'thousands of parts side by side',
      Buffer.from(
        'Content-Type: multipart/report; boundary=x\r\n\r\n' + '--x\r\n\r\n'.repeat(20_000),
      ),
    ],
  ])('%s', async (_what, raw) => {
    expect(await parseReport(raw)).toBeNull();
  });
});

function nested(depth: number): Buffer {
  const lines = Array.from(
    { length: depth },
    (_, n) => `--x${n}\r\nContent-Type: multipart/mixed; boundary="x${n + 1}"\r\n\r\n`,
  );
  return Buffer.from(`Content-Type: multipart/report; boundary="x0"\r\n\r\n${lines.join('')}`);
}

test('however a report is damaged, reading it ends without a fault', async () => {
  const whole = report().toString('latin1');
  const at = fc.nat(whole.length);
  const damage = fc.record({
    from: at,
    to: at,
    what: fc.string({ unit: 'binary', maxLength: 40 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async (damages) => {
      let text = whole;
      for (const { from, to, what } of damages) text = text.slice(0, from) + what + text.slice(to);
      const parsed = await parseReport(Buffer.from(text.slice(0, MAX_REPORT_BYTES), 'latin1'));
      expect(parsed?.recipients.length ?? 0).toBeLessThanOrEqual(50);
    }),
    { numRuns: 150 },
  );
}, 30_000);

test('a report made to take long is read in a moment', async () => {
  const started = performance.now();
  const fold = `Final-Recipient: rfc822;${' a'.repeat(300_000)}`;
  const blank = `\r\n \t`.repeat(200_000);
  for (const body of [fold, blank, `${'x'.repeat(900_000)}@`])
    await parseReport(report({ report: body }));
  expect(performance.now() - started).toBeLessThan(5_000);
}, 30_000);
