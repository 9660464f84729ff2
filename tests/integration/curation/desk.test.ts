/** Further decisions of curators: reports, claims, discounts, readers, addresses; each logged. */
import { beforeEach, expect, test } from 'vitest';
import { judgeClaim } from '@/lib/curation/claim-commands';
import { barAddress, liftBar } from '@/lib/curation/mail-commands';
import { curators, findReaders, findReaderByName, newestDiscounts } from '@/lib/curation/queries';
import { setRole, suspendReader, trustReader } from '@/lib/curation/reader-commands';
import { resolveReport, showComment } from '@/lib/curation/report-commands';
import { judgeDiscount } from '@/lib/votes/discount-commands';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { isSuppressed } from '@/lib/mail/queries';
import { getPaper } from '@/lib/papers/queries';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, sessionCookie } from '../../support/readers';

const { db } = testDatabase();

const ID = '2503.90001';
const now = new Date('2025-03-17T15:00:00Z');
const cleo = { id: 'id-of-cleo', handle: 'cleo' };
const ada = 'id-of-ada';

beforeEach(async () => {
  await addReader(db, 'ada');
  await addReader(db, 'cleo', { role: 'curator' });
  await storeListings(db, [listing({ id: ID })], []);
});

async function log() {
  const entries = await db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  return entries.map(({ actor, action, target }) => `${actor} ${action} ${target}`);
}

test('a report is resolved once, and optionally hides its subject', async () => {
  const comment = await db.comment.create({ data: { paperId: ID, userId: ada, body: 'Buy fog.' } });
  const [ofPaper, ofComment] = [
    await db.report.create({ data: { paperId: ID, userId: ada, reason: 'wrong_data' } }),
    await db.report.create({ data: { commentId: comment.id, userId: ada, reason: 'spam' } }),
  ];
  const resolve = (id: string, hides: boolean) =>
    resolveReport(db, cleo, { id, resolution: 'An advertisement.', hides, now });
  await resolve(ofPaper.id, false);
  expect((await getPaper(db, ID)).hiddenAt).toBeNull();
  await resolve(ofComment.id, true);
  const hidden = { hiddenAt: now, hiddenReason: 'An advertisement.' };
  expect(await db.comment.findUnique({ where: { id: comment.id } })).toMatchObject(hidden);
  await expect(resolve(ofComment.id, true)).rejects.toThrow('already resolved');
  await expect(resolve('no-report', true)).rejects.toMatchObject({ code: 'not_found' });
  await showComment(db, cleo, comment.id);
  expect(await log()).toEqual([
    `cleo report.resolve report:${ofPaper.id}`,
    `cleo comment.hide comment:${comment.id}`,
    `cleo report.resolve report:${ofComment.id}`,
    `cleo comment.show comment:${comment.id}`,
  ]);
});

test('a claim is accepted, and its reader’s comments are marked', async () => {
  const claim = { paperId: ID, userId: ada, authorName: 'Hana Ito', evidence: 'an ORCID iD' };
  await db.authorClaim.create({ data: claim });
  const { id } = await db.comment.create({ data: { paperId: ID, userId: ada, body: 'Ask me.' } });
  await judgeClaim(db, cleo, { paperId: ID, userId: ada, isAccepted: true, now });
  expect(await db.comment.findUnique({ where: { id } })).toMatchObject({ isByAuthor: true });
  expect(await log()).toEqual([`cleo claim.accept paper:${ID}`]);
});

test('an undone discount restores the vote’s weight, until it is applied again', async () => {
  const which = { paperId: ID, userId: ada, reason: 'network' as const };
  const discount = { reason: which.reason, factor: 0.25, detail: 'Four from one network.' };
  await db.vote.create({
    data: { paperId: ID, userId: ada, weight: 0.25, discounts: { create: discount } },
  });
  const counted = async () => (await getPaper(db, ID)).countedUpvotes;
  await judgeDiscount(db, cleo, { ...which, stands: false, now });
  expect(await counted()).toBe(1);
  expect(await newestDiscounts(db, ID, 5)).toMatchObject([{ undoneAt: now, vote: { weight: 1 } }]);
  await judgeDiscount(db, cleo, { ...which, stands: true, now });
  expect(await counted()).toBe(0.25);
  expect(await log()).toEqual([
    `cleo vote.undo_discount paper:${ID}`,
    `cleo vote.restore_discount paper:${ID}`,
  ]);
});

test('a suspended reader is signed out everywhere at once', async () => {
  await sessionCookie(db, ada);
  await suspendReader(db, cleo, { userId: ada, now });
  expect(await db.session.count({ where: { userId: ada } })).toBe(0);
  expect(await findReaders(db, '', 10)).toMatchObject([{ handle: 'ada' }, { handle: 'cleo' }]);
  await suspendReader(db, cleo, { userId: ada, now: null });
  expect(await db.user.findUnique({ where: { id: ada } })).toMatchObject({ suspendedAt: null });
});

test('curators are appointed and removed, but not by themselves', async () => {
  const { id } = (await findReaderByName(db, 'Ada@tidewater.example '))!;
  await setRole(db, { id: null, handle: 'the command line' }, { userId: id, role: 'curator' });
  expect((await curators(db, [])).map(({ handle }) => handle)).toEqual(['ada', 'cleo']);
  await setRole(db, cleo, { userId: ada, role: 'reader' });
  await expect(setRole(db, cleo, { userId: cleo.id, role: 'reader' })).rejects.toThrow(
    'your own account',
  );
  await trustReader(db, cleo, { userId: ada, now });
  expect(await findReaderByName(db, '@nobody')).toBeNull();
  expect(await log()).toEqual([
    'the command line reader.make_curator reader:ada',
    'cleo reader.unmake_curator reader:ada',
    'cleo reader.trust reader:ada',
  ]);
});

test('a reader in the settings is a curator after confirming the address', async () => {
  const named = ['ada@tidewater.example', 'eve@tidewater.example'];
  await addReader(db, 'eve', { emailVerified: false });
  expect((await curators(db, named)).map(({ handle }) => handle)).toEqual(['ada', 'cleo']);
});

test('an address is suppressed and restored, and the log doesn’t name it', async () => {
  const email = 'ada@tidewater.example';
  await barAddress(db, cleo, { email, now });
  expect(await isSuppressed(db, email)).toBe(true);
  await liftBar(db, cleo, email);
  expect(await isSuppressed(db, email)).toBe(false);
  await expect(liftBar(db, cleo, email)).rejects.toMatchObject({ code: 'not_found' });
  expect((await log()).join()).not.toContain('tidewater');
});
