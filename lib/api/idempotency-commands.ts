/** Does what a key stands for once: a repeat of the same request gets the first one's answer. */
import { createHash } from 'node:crypto';
import { database, type Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';

const KEPT_MS = 86_400_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

type Keyed = { userId: string; key: string; request: unknown; now: Date };

/** Throws conflict for a key that stands for another request, or whose first is under way. */
export async function once<T extends object>(
  { userId, key, request, now }: Keyed,
  act: () => Promise<T>,
): Promise<T> {
  if (!KEY.test(key)) {
    throw new AppError('bad_request', 'Idempotency-Key: must be 1 to 200 printable characters.');
  }
  const db = database();
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  await db.keptAnswer.deleteMany({ where: { userId, createdAt: isOver(now) } });
  const { count } = await db.keptAnswer.createMany({
    data: { userId, key, requestHash, createdAt: now },
    skipDuplicates: true,
  });
  const which = { userId_key: { userId, key } };
  if (count === 0)
    return repeated<T>(await db.keptAnswer.findUnique({ where: which }), requestHash);
  try {
    const answer = await act();
    await db.keptAnswer.update({ where: which, data: { body: answer as Prisma.InputJsonObject } });
    return answer;
  } catch (error) {
    // Nothing was done, so the key may be used again.
    await db.keptAnswer.deleteMany({ where: { userId, key } });
    throw error;
  }
}

/** Forgets the answers of readers who asked no more, too. */
export async function forgetAnswers(db: Database, now: Date): Promise<number> {
  const { count } = await db.keptAnswer.deleteMany({ where: { createdAt: isOver(now) } });
  return count;
}

function isOver(now: Date) {
  return { lt: new Date(now.getTime() - KEPT_MS) };
}

type Kept = { requestHash: string; body: unknown } | null;

function repeated<T>(kept: Kept, requestHash: string): T {
  if (kept && kept.requestHash !== requestHash) {
    throw new AppError('conflict', 'Idempotency-Key: was used for another request.');
  }
  if (!kept?.body) {
    throw new AppError('conflict', 'Idempotency-Key: that request is still being answered.');
  }
  return kept.body as T;
}
