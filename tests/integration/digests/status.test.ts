/** `digest status|suppress|unsuppress ADDRESS`: an operator's view of one address. */
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { recordMailEvents } from '@/lib/mail/commands';
import { digestCommands } from '@/scripts/commands/digest';
import { testDatabase } from '../../support/database';
import { SLOT_AT, subscriber } from '../../support/subscribers';

const { db } = testDatabase();
afterAll(closeDatabase);

async function facts(command: string, address: string): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  write.mockClear();
  await digestCommands()[0]?.parseAsync([command, address], { from: 'user' });
  return write.mock.calls.map(([text]) => String(text)).join('');
}

const statusOf = (address: string) => facts('status', address);

test('it shows the subscription, sent digests and bounces', async () => {
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
  const message = await statusOf(email.toUpperCase());
  expect(message).toContain(
    `reported ${SLOT_AT.toISOString()}: soft bounce, Mailbox full\nactive, `,
  );
  expect(message).toContain(`weekdays: sent, ${SLOT_AT.toISOString()}`);
});

test('it shows the bounces of a deleted address', async () => {
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
      `reported ${SLOT_AT.toISOString()}: complaint\nNo subscription has this address.\n`,
  );
});

test('a suppressed address gets nothing, including planned digests, until restored', async () => {
  const { email } = await subscriber(db, { cadence: 'daily' });
  await planDigests(db, SLOT_AT);
  expect(await facts('suppress', ` ${email.toUpperCase()}`)).toContain('is blocked');
  expect(await statusOf(email)).toMatch(/^Not mailed since \S+: operator\.\nsuppressed, /);
  expect(await db.delivery.findMany()).toMatchObject([{ state: 'skipped' }]);

  expect(await facts('unsuppress', email)).toContain('is unblocked');
  expect(await statusOf(email)).toMatch(/^ended, /);
  const acts = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(acts).toMatchObject([
    { action: 'mail.bar', actor: 'the command line' },
    { action: 'mail.lift', actor: 'the command line' },
  ]);
  expect(JSON.stringify(acts.map(({ target, detail }) => [target, detail]))).not.toContain(email);
});

test('restoring needs a suppressed address, and suppressing a valid one', async () => {
  await expect(facts('unsuppress', 'ada@example.org')).rejects.toMatchObject({ code: 'not_found' });
  await expect(facts('suppress', 'ada')).rejects.toMatchObject({ code: 'bad_request' });
});
