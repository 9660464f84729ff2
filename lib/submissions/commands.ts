/** Submits a paper: lists it, queues it for a curator or for arXiv, or rejects it. */
import { systemClock } from '@/lib/clock';
import { database, type Database, type Transaction } from '@/lib/db/client';
import { holdReaders } from '@/lib/db/reader-locks';
import { dayIn, toUtcDate, type Day } from '@/lib/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { lookUpAtSource, storeFoundPaper } from '@/lib/ingest/paper-commands';
import { enqueue } from '@/lib/queue/commands';
import { listWithin } from './listing-commands';
import { lookUpPaper, type Ask } from './look-up-queries';
import { mustWait, REFUSALS, type Standing, type Submitter } from './rules';
import { words } from '@/lib/words';

export type Proposal = {
  submitter: Submitter & { id: string; handle: string };
  /** Canonical (lib/papers/ids.ts). */
  paper: string;
  note: string;
  codeUrl: string | null;
  projectUrl: string | null;
  /** The submitter marks a later version as news. */
  isRevision: boolean;
  now: Date;
};

export type Submitted = { paperId: string } & (
  | { status: 'listed'; listedOn: Day }
  | { status: 'queued' | 'fetching' }
  /** An earlier submission is still waiting. */
  | { status: 'waiting' }
  | { status: 'unknown' }
  | { status: 'refused'; standing: Exclude<Standing, 'unlisted'> }
);

export async function submitPaper(db: Database, proposal: Proposal, ask: Ask): Promise<Submitted> {
  const { now } = proposal;
  const today = dayIn(env.EDITION_TIME_ZONE, now);
  const found = await lookUpPaper(db, proposal.paper, { ask, today });
  const { paperId } = found;
  if (found.status === 'unknown') return { status: 'unknown', paperId };
  if (found.status === 'away') return keepForLater(db, proposal);
  const { standing, version, fetched } = found;
  if (fetched) await storeFoundPaper(db, fetched, now);
  const isNews = standing === 'unlisted' || (standing === 'revised' && proposal.isRevision);
  if (!isNews) return { status: 'refused', paperId, standing };
  const revision = standing === 'revised' ? version : null;
  return db.$transaction((tx) => place(tx, { ...proposal, paper: paperId }, revision));
}

/** Lists a paper in today's edition or, for a new submitter, queues it for curators. */
async function place(
  tx: Transaction,
  proposal: Proposal,
  version: number | null,
): Promise<Submitted> {
  const { submitter, paper: paperId, note, codeUrl, projectUrl, now } = proposal;
  await holdReaders(tx, [submitter.id]);
  await takeTurns(tx, paperId);
  if (await isWaiting(tx, paperId)) return { status: 'waiting', paperId };
  const row = { paperId, userId: submitter.id, note, codeUrl, projectUrl, version, createdAt: now };
  if (mustWait(submitter, now)) {
    await tx.submission.create({ data: { ...row, state: 'queued' } });
    return { status: 'queued', paperId };
  }
  const listedOn = dayIn(env.EDITION_TIME_ZONE, now);
  const isNew = await listWithin(tx, { ...row, listedOn, submittedBy: submitter.handle, now });
  if (!isNew) return { status: 'refused', paperId, standing: 'listed' };
  await tx.submission.create({
    data: { ...row, state: 'listed', decidedAt: now, listedOn: toUtcDate(listedOn) },
  });
  return { status: 'listed', paperId, listedOn };
}

/** Locks, so that the second of two submitters sees the first one's result. */
async function takeTurns(tx: Transaction, paperId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`submission:${paperId}`}))`;
}

async function isWaiting(tx: Transaction, paperId: string): Promise<boolean> {
  const state = { in: ['fetching' as const, 'queued' as const] };
  return (await tx.submission.count({ where: { paperId, state } })) > 0;
}

async function keepForLater(db: Database, proposal: Proposal): Promise<Submitted> {
  const { submitter, paper: paperId, note, codeUrl, projectUrl, now } = proposal;
  const row = { paperId, userId: submitter.id, note, codeUrl, projectUrl, createdAt: now };
  return db.$transaction(async (tx) => {
    const [kept] = await tx.submission.createManyAndReturn({
      data: [{ ...row, state: 'fetching' }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (!kept) return { status: 'waiting', paperId };
    await enqueue(tx, 'fetch-submission', { id: kept.id });
    return { status: 'fetching', paperId };
  });
}

/** fetchSubmission without the queue. */
export async function fetchSubmissionNow(id: string): Promise<void> {
  await fetchSubmission(database(), id, { ask: lookUpAtSource, now: systemClock() });
}

/**
 * Continues a submission that waits for arXiv. Throws upstream_unavailable during an outage: the
 * queue retries with growing pauses. Idempotent.
 */
export async function fetchSubmission(
  db: Database,
  id: string,
  { ask, now }: { ask: Ask; now: Date },
): Promise<void> {
  const submission = await db.submission.findUnique({ where: { id }, include: { user: true } });
  if (submission?.state !== 'fetching') return;
  const today = dayIn(env.EDITION_TIME_ZONE, now);
  const found = await lookUpPaper(db, submission.paperId, { ask, today });
  if (found.status === 'away') throw new AppError('upstream_unavailable', words.refusals.arxivDown);
  if (found.status === 'found' && found.fetched) await storeFoundPaper(db, found.fetched, now);
  const standing = found.status === 'found' ? found.standing : 'unknown';
  await db.$transaction(async (tx) => {
    const { paperId, user, note, codeUrl, projectUrl } = submission;
    await takeTurns(tx, paperId);
    const settle = (data: object) =>
      tx.submission.updateMany({ where: { id, state: 'fetching' }, data });
    if (standing !== 'unlisted') {
      await settle({ state: 'refused', decidedAt: now, reason: REFUSALS[standing] });
    } else if (!user || mustWait(user, now)) {
      await settle({ state: 'queued' });
    } else {
      const { count } = await settle({
        state: 'listed',
        decidedAt: now,
        listedOn: toUtcDate(today),
      });
      const links = { note, codeUrl, projectUrl, version: null };
      const listing = { paperId, listedOn: today, submittedBy: user.handle, now, ...links };
      if (count > 0) await listWithin(tx, listing);
    }
  });
}
