/** Accepts or rejects a waiting submission for a curator. */
import type { Database, Transaction } from '@/lib/db/client';
import type { Prisma } from '@/lib/db/generated/client';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { dayIn, toUtcDate } from '@/lib/calendar';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { listWithin } from './listing-commands';
import { words } from '@/lib/words';

/** Lists the paper in today's edition. Throws where another curator was faster. */
export async function listSubmission(
  db: Database,
  actor: Actor,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const listedOn = dayIn(env.EDITION_TIME_ZONE, now);
    const submission = await decide(tx, actor, {
      id,
      from: ['queued'],
      data: { state: 'listed', decidedAt: now, listedOn: toUtcDate(listedOn) },
    });
    const { paperId, note, codeUrl, projectUrl, version, user } = submission;
    const paper = await tx.paper.findUnique({
      where: { id: paperId },
      select: { hiddenAt: true },
    });
    if (!paper || paper.hiddenAt) {
      throw new AppError('bad_request', words.refusals.paperChanged);
    }
    const submittedBy = user?.handle ?? null;
    const listing = { paperId, listedOn, submittedBy, now, note, codeUrl, projectUrl, version };
    await listWithin(tx, listing);
    const detail = { paper: paperId, listedOn };
    await recordAct(tx, actor, { action: 'submission.list', target: `submission:${id}`, detail });
  });
}

/** The submitter reads the reason. */
export async function refuseSubmission(
  db: Database,
  actor: Actor,
  { id, reason, now }: { id: string; reason: string; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { paperId } = await decide(tx, actor, {
      id,
      from: ['queued', 'fetching'],
      data: { state: 'refused', decidedAt: now, reason },
    });
    const detail = { paper: paperId, reason };
    await recordAct(tx, actor, { action: 'submission.refuse', target: `submission:${id}`, detail });
  });
}

type Decision = {
  id: string;
  from: ('queued' | 'fetching')[];
  data: Prisma.SubmissionUpdateManyMutationInput;
};

async function decide(tx: Transaction, actor: Actor, { id, from, data }: Decision) {
  const { count } = await tx.submission.updateMany({
    where: { id, state: { in: from } },
    data: { ...data, decidedById: actor.id },
  });
  const submission = await tx.submission.findUnique({ where: { id }, include: { user: true } });
  if (!submission) throw new AppError('not_found', words.refusals.noSubmission);
  if (count === 0) throw new AppError('bad_request', words.refusals.submissionDecided);
  return submission;
}
