import { expect, test } from 'vitest';
import type { MailReport } from './dsn';
import { deliveryIdOf, eventsOfReport } from './delivery-reports';

const DELIVERY = '0198c0de-0000-7000-8000-00000000cafe';
const MESSAGE_ID = `<${DELIVERY}@papers.example.org>`;

test.each([
  [MESSAGE_ID, DELIVERY],
  [MESSAGE_ID.slice(1, -1), DELIVERY],
  [` ${MESSAGE_ID}`, DELIVERY],
  ['<confirm-1@papers.example.org>', null],
  ['<010f0198-ses@email.amazonses.com>', null],
  ['', null],
  [null, null],
])('%s is of delivery %s', (messageId, delivery) => {
  expect(deliveryIdOf(messageId)).toBe(delivery);
});

const about = {
  address: 'ada@example.org',
  deliveryId: DELIVERY,
  now: new Date('2030-05-01T07:00:00Z'),
};

function delivery(status: string, diagnostic: string, action: 'failed' | 'delayed' = 'failed') {
  const recipients = [{ recipient: 'ada@elsewhere.example', action, status, diagnostic }];
  return { kind: 'delivery', originalMessageId: MESSAGE_ID, recipients } satisfies MailReport;
}

function feedback(type: string) {
  return {
    kind: 'feedback',
    originalMessageId: MESSAGE_ID,
    type,
    recipients: [],
  } satisfies MailReport;
}

test.each([
  [delivery('5.1.1', '550 5.1.1 User unknown'), ['bounce']],
  [delivery('5.0.0', '550 User unknown'), ['soft_bounce']],
  [delivery('5.7.1', '550 5.7.1 Looks like spam'), ['soft_bounce']],
  [delivery('5.2.2', '552 5.2.2 Mailbox full'), ['soft_bounce']],
  [delivery('4.4.7', 'delivery time expired'), ['soft_bounce']],
  [delivery('4.4.1', 'no answer', 'delayed'), []],
  [feedback('abuse'), ['complaint']],
  [feedback('opt-out'), ['unsubscribe']],
  [feedback('not-spam'), []],
])('%j is %j', (report, kinds) => {
  expect(eventsOfReport(report, about).map(({ kind }) => kind)).toEqual(kinds);
});

test('an event is about the address that we wrote to, and names none', () => {
  const [event] = eventsOfReport(delivery('5.1.1', '550 <ada@elsewhere.example> unknown'), about);
  expect(event).toMatchObject({
    address: 'ada@example.org',
    key: `bounce:${DELIVERY}`,
    detail: '5.1.1 550 <[address]> unknown',
  });
});
