/** Claims of authorship: evidence, decisions, and marked comments. */
import { beforeEach, expect, test } from 'vitest';
import { claimPaper, decideClaim } from '@/lib/comments/authorship/authorship-commands';
import { findClaim, waitingClaims } from '@/lib/comments/authorship/authorship-queries';
import { addComment } from '@/lib/comments/commands';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { heardPurges } from '../../support/purges';
import { addReader } from '../../support/readers';

const { db, pool } = testDatabase();
const NOW = new Date('2025-03-17T12:00:00Z');
const PAPER = '2503.99001';
const HANA = 'id-of-hana';
const claim = { paperId: PAPER, userId: HANA, authorName: 'Hana Ito', now: NOW };

beforeEach(async () => {
  await storeListings(db, [listing({ id: PAPER })], []);
  await addReader(db, 'hana', { email: 'hana@tidewater.edu' });
});

const decide = (isAccepted: boolean) =>
  db.$transaction((tx) =>
    decideClaim(tx, {
      paperId: PAPER,
      userId: HANA,
      isAccepted,
      decidedById: 'a-curator',
      now: NOW,
    }),
  );
const write = (body: string) =>
  addComment(db, { paperId: PAPER, userId: HANA, parentId: null, body, now: NOW });
const marks = async () =>
  (await db.comment.findMany({ orderBy: { body: 'asc' } })).map(({ isByAuthor }) => isByAuthor);

test('a claim waits for a curator with its evidence', async () => {
  expect(await claimPaper(db, claim)).toEqual({ ok: true });
  expect(await waitingClaims(db, 10)).toMatchObject([
    {
      authorName: 'Hana Ito',
      evidence: 'confirmed address at tidewater.edu',
      paper: { title: 'Weighing Fog' },
      user: { handle: 'hana' },
    },
  ]);
  await write('a');
  expect(await marks()).toEqual([false]);
});

test('an accepted claim marks earlier and later comments, on that paper only', async () => {
  const heard = await heardPurges(pool);
  await storeListings(db, [listing({ id: '2503.99002' })], []);
  await addComment(db, {
    paperId: '2503.99002',
    userId: HANA,
    parentId: null,
    body: 'c',
    now: NOW,
  });
  await write('a');
  await claimPaper(db, claim);
  await decide(true);
  await write('b');
  expect(await marks()).toEqual([true, true, false]);
  expect(await heard()).toContain(`paper-${PAPER}`);
  expect(await waitingClaims(db, 10)).toEqual([]);
});

test('a revoked claim unmarks them', async () => {
  await claimPaper(db, claim);
  await write('a');
  await decide(true);
  await decide(false);
  await write('b');
  expect(await marks()).toEqual([false, false]);
  expect(await findClaim(db, { paperId: PAPER, userId: HANA })).toMatchObject({ state: 'refused' });
});

test.each([
  ['not_an_author', { authorName: 'Somebody Else' }, {}],
  ['no_evidence', {}, { email: 'hana@gmail.com' }],
  ['no_evidence', {}, { emailVerified: false }],
])('is rejected at once as %s', async (reason, input, user) => {
  await db.user.update({ where: { id: HANA }, data: user });
  expect(await claimPaper(db, { ...claim, ...input })).toEqual({ ok: false, reason });
  expect(await db.authorClaim.count()).toBe(0);
});

test('a repeated claim stays rejected, unless it has new evidence', async () => {
  await claimPaper(db, claim);
  expect(await claimPaper(db, claim)).toEqual({ ok: false, reason: 'waiting' });
  await decide(false);
  expect(await claimPaper(db, claim)).toEqual({ ok: false, reason: 'refused' });
  await db.user.update({ where: { id: HANA }, data: { orcid: '0000-0002-1825-0097' } });
  expect(await claimPaper(db, claim)).toEqual({ ok: true });
  await decide(true);
  expect(await claimPaper(db, claim)).toEqual({ ok: false, reason: 'accepted' });
});

test('a claim on an unknown paper, or a decision about no claim, is not found', async () => {
  await expect(claimPaper(db, { ...claim, paperId: '2503.1' })).rejects.toThrow('no paper');
  await expect(decide(true)).rejects.toThrow('This claim doesn’t exist.');
});
