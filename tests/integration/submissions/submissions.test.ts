/** Submissions: listed, queued for a curator, queued during arXiv's outage, or known already. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { changeProfile, deleteAccount } from '@/lib/accounts/commands';
import { closeDatabase } from '@/lib/db/client';
import { hidePaper } from '@/lib/curation/paper-commands';
import { periodOf } from '@/lib/calendar';
import { papersOfPeriod } from '@/lib/editions/queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { lookUpWith } from '@/lib/ingest/paper-commands';
import { getPaper } from '@/lib/papers/queries';
import { fetchSubmission, submitPaper, type Proposal } from '@/lib/submissions/commands';
import { listSubmission, refuseSubmission } from '@/lib/submissions/decision-commands';
import { openSubmissions, submissionsOf } from '@/lib/submissions/queries';
import { testDatabase } from '../../support/database';
import { atomEntry, listing } from '../../support/factories';
import { addReader } from '../../support/readers';
import { readersOf, startSources, type Sources } from '../../support/sources';
import type { User } from '@/lib/db/generated/client';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const ID = '2503.99001';
const TODAY = '2025-06-10';
const now = new Date(`${TODAY}T12:00:00Z`);
const curator = { id: 'id-of-cleo', handle: 'cleo' };
let sources: Sources;
let isAway: boolean;
let ada: User;
let newcomer: User;

beforeEach(async () => {
  isAway = false;
  sources = await startSources({ today: TODAY });
  sources.papers.set(ID, atomEntry({ title: 'Weighing Fog' }));
  ada = await addReader(db, 'ada');
  newcomer = await addReader(db, 'nell', { createdAt: new Date(`${TODAY}T11:00:00Z`) });
});

const ask = async (id: string) =>
  isAway
    ? ({ status: 'away' } as const)
    : lookUpWith(
        readersOf(sources, () => now, ['arxiv']),
        id,
      );

function submit(overrides: Partial<Proposal> = {}) {
  const plain = { note: '', codeUrl: null, projectUrl: null, isRevision: false };
  return submitPaper(db, { submitter: ada, paper: ID, ...plain, now, ...overrides }, ask);
}

const edition = async () =>
  (await papersOfPeriod(db, periodOf('day', TODAY), 0)).papers.map(({ id }) => id);
const states = async () => (await db.submission.findMany()).map(({ state }) => state);

test('an unknown paper is fetched from arXiv and listed in today’s edition', async () => {
  const codeUrl = 'https://github.com/example/fog';
  expect(await submit({ note: 'Read the appendix.', codeUrl })).toEqual({
    status: 'listed',
    paperId: ID,
    listedOn: TODAY,
  });
  expect(await edition()).toEqual([ID]);
  expect(await getPaper(db, ID)).toMatchObject({
    title: 'Weighing Fog',
    abstractSource: 'arxiv',
    codeUrl,
    appearances: [{ submittedBy: 'ada', submittedAt: now, note: 'Read the appendix.' }],
    signals: [{ kind: 'listing', key: TODAY }],
  });
  expect(await submissionsOf(db, ada.id, 10)).toMatchObject([
    { title: 'Weighing Fog', state: 'listed', listedOn: TODAY },
  ]);
});

test('a listing follows its submitter’s handle, and loses it with the account', async () => {
  await submit({ note: 'Read the appendix.' });
  const listed = async () => (await getPaper(db, ID)).appearances;
  const profile = { name: 'Ada', handle: 'ada-n', topics: [], authors: [], mailsReplies: true };
  await changeProfile(db, ada.id, profile);
  expect(await listed()).toMatchObject([{ submittedBy: 'ada-n', note: 'Read the appendix.' }]);
  await deleteAccount(db, ada.id);
  expect(await listed()).toMatchObject([{ submittedBy: null, note: null }]);
  expect(await db.submission.findMany()).toMatchObject([{ userId: null, note: '' }]);
});

test('a new account’s submission waits, until a curator lists it under their name', async () => {
  expect(await submit({ submitter: newcomer })).toMatchObject({ status: 'queued' });
  expect(await edition()).toEqual([]);
  const [waiting] = await openSubmissions(db, 10);
  await listSubmission(db, curator, { id: waiting?.id ?? '', now });
  expect(await edition()).toEqual([ID]);
  expect((await getPaper(db, ID)).appearances).toMatchObject([{ submittedBy: 'nell' }]);
  await expect(listSubmission(db, curator, { id: waiting?.id ?? '', now })).rejects.toThrow(
    'already decided',
  );
  expect(await db.auditEntry.findMany()).toMatchObject([{ action: 'submission.list' }]);
});

test('a rejection reaches the submitter with its reason', async () => {
  await submit({ submitter: newcomer });
  const [waiting] = await openSubmissions(db, 10);
  const reason = 'A homework, not a paper.';
  await refuseSubmission(db, curator, { id: waiting?.id ?? '', reason, now });
  expect(await submissionsOf(db, newcomer.id, 10)).toMatchObject([{ state: 'refused', reason }]);
  expect(await edition()).toEqual([]);
  expect(await openSubmissions(db, 10)).toEqual([]);
});

test('a waiting paper can’t be submitted again, by any reader', async () => {
  await submit({ submitter: newcomer });
  expect(await submit()).toEqual({ status: 'waiting', paperId: ID });
  expect(await states()).toEqual(['queued']);
});

test('of many who submit a paper at once, one lists it and the others are led to it', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => submit()));
  expect(answers.filter(({ status }) => status === 'listed')).toHaveLength(1);
  expect(await db.submission.count()).toBe(1);
  expect(await db.appearance.count()).toBe(1);
  expect(await db.signal.count()).toBe(1);
});

test('an earlier edition’s paper leads there, without a request to arXiv', async () => {
  await storeListings(db, [listing({ id: ID, listedOn: '2025-06-05' })], []);
  expect(await submit()).toEqual({ status: 'refused', paperId: ID, standing: 'listed' });
  expect(sources.requestedUrls()).toEqual([]);
  expect(await states()).toEqual([]);
});

test('a revised older paper is listed again once, marked as a revision', async () => {
  await storeListings(db, [listing({ id: ID, listedOn: '2025-03-14' })], []);
  sources.papers.set(ID, atomEntry({ version: 3, updated: '2025-06-01T10:00:00Z' }));
  expect(await submit()).toMatchObject({ status: 'refused', standing: 'revised' });
  expect(await submit({ isRevision: true })).toMatchObject({ status: 'listed' });
  expect((await getPaper(db, ID)).appearances[0]?.note).toBe('listed again as revised, version 3');
  const later = new Date('2025-09-10T12:00:00Z');
  sources.papers.set(ID, atomEntry({ version: 4, updated: '2025-09-01T10:00:00Z' }));
  await db.paper.update({ where: { id: ID }, data: { version: 4, updatedAt: later } });
  expect(await submit({ isRevision: true, now: later })).toMatchObject({
    standing: 'listed_again',
  });
});

test('during arXiv’s outage the submission waits, and continues afterwards', async () => {
  isAway = true;
  expect(await submit()).toEqual({ status: 'fetching', paperId: ID });
  const { rows } = await pool.query<{ payload: { id: string } }>(
    `SELECT payload FROM graphile_worker._private_jobs`,
  );
  const id = rows[0]?.payload.id ?? '';
  await expect(fetchSubmission(db, id, { ask, now })).rejects.toThrow('still doesn’t answer');
  expect(await states()).toEqual(['fetching']);
  isAway = false;
  for (let run = 0; run < 2; run += 1) await fetchSubmission(db, id, { ask, now });
  expect(await states()).toEqual(['listed']);
  expect(await edition()).toEqual([ID]);
});

test.each([
  ['a new account’s then waits for a curator', true, 'queued'],
  ['a paper that arXiv doesn’t have is rejected in words', false, 'refused'],
])('queued during arXiv’s outage: %s', async (_, isThere, state) => {
  isAway = true;
  await submit({ submitter: newcomer });
  isAway = false;
  if (!isThere) sources.papers.clear();
  const [kept] = await openSubmissions(db, 10);
  await fetchSubmission(db, kept?.id ?? '', { ask, now });
  expect(await states()).toEqual([state]);
});

test('an id unknown to arXiv is rejected', async () => {
  sources.papers.clear();
  expect(await submit()).toEqual({ status: 'unknown', paperId: ID });
  expect(await submit({ paper: 'x-no-such-paper' })).toMatchObject({ status: 'unknown' });
  expect(await db.paper.count()).toBe(0);
});

test('withdrawn and hidden papers can’t be listed', async () => {
  sources.papers.set(ID, atomEntry({ comment: 'This paper has been withdrawn by the author' }));
  expect(await submit()).toMatchObject({ standing: 'withdrawn' });
  await storeListings(db, [listing({ id: '2503.90002' })], []);
  await hidePaper(db, curator, { paperId: '2503.90002', reason: 'An advertisement.', now });
  expect(await submit({ paper: '2503.90002' })).toMatchObject({ standing: 'hidden' });
});

test('a paper hidden after its submission isn’t listed by a later acceptance', async () => {
  await submit({ submitter: newcomer });
  await hidePaper(db, curator, { paperId: ID, reason: 'An advertisement.', now });
  const [waiting] = await openSubmissions(db, 10);
  await expect(listSubmission(db, curator, { id: waiting?.id ?? '', now })).rejects.toThrow(
    'hidden',
  );
  expect(await states()).toEqual(['queued']);
});
