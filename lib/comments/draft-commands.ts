/** What a reader has written and wants to see before it is sent: one draft a place, kept for a week. */
import type { Database } from '@/lib/db/client';
import { readBody, type BodyProblem, type DraftPlace, DRAFT_DAYS } from './rules';

const DAY_MS = 86_400_000;

type Draft = DraftPlace & { userId: string; body: string; now: Date };
export type Kept = { ok: true } | { ok: false; reason: BodyProblem };

/** Puts it where an earlier one was. */
export async function keepDraft(db: Database, { body, now, ...where }: Draft): Promise<Kept> {
  const read = readBody(body);
  if (!read.ok) return read;
  await db.commentDraft.upsert({
    where: { userId_paperId_place: where },
    create: { ...where, body: read.body, keptAt: now },
    update: { body: read.body, keptAt: now },
  });
  return { ok: true };
}

/** Once it is sent. */
export async function dropDraft(db: Database, where: DraftPlace & { userId: string }) {
  await db.commentDraft.deleteMany({ where });
}

/** Forgets what nobody has come back to. Returns how many. */
export async function forgetDrafts(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DRAFT_DAYS * DAY_MS);
  const { count } = await db.commentDraft.deleteMany({ where: { keptAt: { lt: before } } });
  return count;
}
