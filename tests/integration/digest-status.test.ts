/** `digest status ADDRESS`: what an operator sees of one address. */
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { recordMailEvents } from '@/lib/mail/commands';
import { digestCommands } from '@/scripts/commands/digest';
import { testDatabase } from '../support/database';
import { SLOT_AT, subscriber } from '../support/subscribers';

const { db } = testDatabase();
afterAll(closeDatabase);

async function statusOf(address: string): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  await digestCommands()[0]?.parseAsync(['status', address], { from: 'user' });
  return write.mock.calls.map(([text]) => String(text)).join('');
}

test('it has the subscription, what was sent and what came back', async () => {
  const { id: subscriptionId, email } = await subscriber(db);
  const issue = await db.issue.create({ data: { cadence: 'weekdays', localDay: SLOT_AT } });
  await db.delivery.create({
    data: { issueId: issue.id, subscriptionId, state: 'sent', dueAt: SLOT_AT, sentAt: SLOT_AT },
  });
  await recordMailEvents(db, [
    {
      key: 'an-event',
      kind: 'soft_bounce',
      address: email,
      messageId: null,
      detail: 'Mailbox full',
      at: SLOT_AT,
    },
  ]);
  const said = await statusOf(email.toUpperCase());
  expect(said).toContain(`told ${SLOT_AT.toISOString()}: soft bounce, Mailbox full\nactive, `);
  expect(said).toContain(`weekdays: sent, ${SLOT_AT.toISOString()}`);
});

test('it knows what came back of an address that is gone', async () => {
  await recordMailEvents(db, [
    {
      key: 'a-complaint',
      kind: 'complaint',
      address: 'gone@example.org',
      messageId: null,
      detail: null,
      at: SLOT_AT,
    },
  ]);
  expect(await statusOf('gone@example.org')).toBe(
    `Not mailed since ${SLOT_AT.toISOString()}: complaint.\n` +
      `told ${SLOT_AT.toISOString()}: complaint\nNo subscription has this address.\n`,
  );
});
