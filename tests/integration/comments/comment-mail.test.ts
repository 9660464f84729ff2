/** Mails about replies and mentions: one for each subscribed reader, with one-click unsubscribe. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addComment, deleteComment } from '@/lib/comments/commands';
import { mailComment, stopReplyMails } from '@/lib/comments/mail-commands';
import { hideComment } from '@/lib/comments/moderation-commands';
import { getReplyMails } from '@/lib/comments/queries';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { suppressAddress } from '@/lib/mail/commands';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { digestLink, repliesLink } from '@/lib/subscriptions/tokens';
import { simpleParser } from 'mailparser';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';

const { db } = testDatabase();
const NOW = new Date('2025-03-17T12:00:00Z');
const PAPER = '2503.99001';

let sink: SmtpSink;
let mailer: Mailer;
beforeAll(async () => {
  sink = await startSmtpSink({ keepsRaw: true });
  mailer = createMailer({ url: sink.url, pool: 1, from: 'digest@papers.example.org' });
});
beforeEach(async () => {
  await sink.forget();
  await storeListings(db, [listing({ id: PAPER })], []);
  await addReader(db, 'ada');
  await addReader(db, 'ben', { name: 'Ben Okri' });
});
afterAll(async () => {
  await mailer.close();
  await sink.close();
  await closeDatabase();
});

const ADA = 'id-of-ada';
const BEN = 'id-of-ben';

async function write(
  userId: string,
  body: string,
  parentId: string | null = null,
): Promise<string> {
  const added = await addComment(db, { paperId: PAPER, userId, parentId, body, now: NOW });
  if (!added.ok) throw new Error(added.reason);
  return added.id;
}

const answer = async () => write(BEN, 'Fog weighs $m$.', await write(ADA, 'How much?'));
const mails = async () => Promise.all((await sink.received()).map(({ raw }) => simpleParser(raw!)));

test('a reply is mailed with its text, its link and an unsubscribe link', async () => {
  const commentId = await answer();
  await mailComment({ commentId, userId: ADA }, mailer);
  const [mail] = await mails();
  expect(mail?.subject).toBe('Ben Okri replied to you: Weighing Fog');
  expect(mail?.text).toContain('> Fog weighs $m$.');
  expect(mail?.text).toContain(`/discuss/${PAPER}?at=${commentId}`);
  const headers = Object.fromEntries(mail!.headerLines.map(({ key, line }) => [key, line]));
  expect(headers['list-unsubscribe-post']).toContain('List-Unsubscribe=One-Click');
  expect(headers['list-unsubscribe']!.replace(/\s+/g, '')).toContain(
    `/unsubscribe/replies/${repliesLink(ADA)}>`,
  );
  expect(headers['auto-submitted']).toContain('auto-generated');
  expect(headers['list-id']).toContain('<replies.');
});

test('a mention is mailed as one', async () => {
  const commentId = await write(BEN, 'Ask @ada.');
  await mailComment({ commentId, userId: ADA }, mailer);
  expect((await mails())[0]?.subject).toBe('Ben Okri mentioned you: Weighing Fog');
});

test('one event is one mail: a repeat has the same Message-ID', async () => {
  const commentId = await answer();
  for (let times = 0; times < 2; times += 1) await mailComment({ commentId, userId: ADA }, mailer);
  const other = await write(BEN, '@ada again');
  await mailComment({ commentId: other, userId: ADA }, mailer);
  const ids = (await sink.received()).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['was deleted', (id: string) => deleteComment(db, { id, userId: BEN, now: NOW })],
  [
    'was hidden',
    (id: string) => db.$transaction((tx) => hideComment(tx, { id, reason: 'x', now: NOW })),
  ],
  ['lost its writer', () => db.user.delete({ where: { id: BEN } })],
  ['is for one who has left', () => db.user.delete({ where: { id: ADA } })],
  ['is for a dead address', () => suppressAddress(db, 'ada@tidewater.example', 'bounce', NOW)],
  ['is for one who wants no more', () => stopReplyMails(db, repliesLink(ADA))],
])('nothing is mailed of a comment that %s meanwhile', async (_, happen) => {
  const commentId = await answer();
  await happen(commentId);
  await mailComment({ commentId, userId: ADA }, mailer);
  expect(await sink.count()).toBe(0);
});

test('a rejected mail is retried', async () => {
  const commentId = await answer();
  await sink.misbehave({ refuse: 'recipient', code: 451, times: 1 });
  await expect(mailComment({ commentId, userId: ADA }, mailer)).rejects.toThrow(
    'didn’t accept the mail',
  );
  await mailComment({ commentId, userId: ADA }, mailer);
  expect(await sink.count()).toBe(1);
});

test('its link unsubscribes its reader alone, and is idempotent', async () => {
  expect(await getReplyMails(db, repliesLink(ADA))).toEqual({
    email: 'ada@tidewater.example',
    areOn: true,
  });
  await stopReplyMails(db, repliesLink(ADA));
  await stopReplyMails(db, repliesLink(ADA));
  const readers = await db.user.findMany({ orderBy: { id: 'asc' } });
  expect(readers.map(({ mailsReplies }) => mailsReplies)).toEqual([false, true]);
});

test.each([
  ['empty', ''],
  ['unsigned', ADA],
  ['another reader’s', repliesLink(BEN).replace(BEN, ADA)],
  ['for something else', digestLink(ADA)],
  ['of nobody', repliesLink('nobody')],
])('a link that is %s has no effect', async (_, link) => {
  await expect(stopReplyMails(db, link)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getReplyMails(db, link)).rejects.toMatchObject({ code: 'not_found' });
  expect(await db.user.count({ where: { mailsReplies: false } })).toBe(0);
});
