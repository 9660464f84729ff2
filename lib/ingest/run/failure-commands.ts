/** Records failed fetches of a source, which are retried after growing pauses. */
import type { Db } from '@/lib/db/client';
import { retryAt } from './failure-rules';

export type Failure = { question: string; source: string; reason: string };

/** The caller holds ingest's lock, so that no try is counted twice. */
export async function recordFailure(db: Db, failure: Failure, failedAt: Date): Promise<void> {
  const { question, source, reason } = failure;
  const known = await db.upstreamFailure.findUnique({ where: { question } });
  const tries = (known?.tries ?? 0) + 1;
  const state = { reason, tries, failedAt, retryAt: retryAt(tries, failedAt) };
  await db.upstreamFailure.upsert({
    where: { question },
    create: { question, source, ...state },
    update: state,
  });
}

export async function clearFailures(db: Db, questions: readonly string[]): Promise<void> {
  await db.upstreamFailure.deleteMany({ where: { question: { in: [...questions] } } });
}
