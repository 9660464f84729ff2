/** Runs a request with an Idempotency-Key once: a repeat gets the first answer. */
import { createHash } from 'node:crypto';
import { systemClock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import type { Operation } from './operation';
import { words } from '@/lib/words';

const KEPT_MS = 86_400_000;
const KEY = /^[\x21-\x7e]{1,200}$/;

type Handled = Awaited<ReturnType<Operation['handle']>>;

/** The answer of an operation's handler, or the stored one of the same request. */
export async function answerOnce(
  operation: Operation,
  input: object,
  call: Parameters<Operation['handle']>[0],
): Promise<Handled> {
  const { reader, headers, db } = call;
  const key = headers.get('idempotency-key');
  const isKeyed = reader && key !== null && operation.method !== 'get';
  const handle = () => operation.handle(call);
  const request = [operation.id, input];
  const answer = isKeyed
    ? await once({ db, userId: reader.id, key, request, now: systemClock() }, handle)
    : await handle();
  return operation.complete?.(answer) ?? answer;
}

type Keyed = { db: Database; userId: string; key: string; request: unknown; now: Date };

/** Throws conflict for a key of another request, or of one that is still running. */
async function once<T extends object>(
  { db, userId, key, request, now }: Keyed,
  act: () => Promise<T>,
): Promise<T> {
  if (!KEY.test(key)) {
    throw new AppError('bad_request', words.refusals.idempotencyKey);
  }
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
    // Frees the key, because the request had no effect.
    await db.keptAnswer.deleteMany({ where: { userId, key } });
    throw error;
  }
}

/** Deletes expired answers of all accounts, also of those that send no more requests. */
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
    throw new AppError('conflict', words.refusals.idempotencyReused);
  }
  if (!kept?.body) {
    throw new AppError('conflict', words.refusals.idempotencyPending);
  }
  return kept.body as T;
}
