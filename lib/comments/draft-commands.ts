/** Drafts of comments, stored for previews: one a place, for a week. */
import type { Database } from '@/lib/db/client';
import { readBody, type BodyProblem, type DraftPlace, DRAFT_DAYS } from './rules';

const DAY_MS = 86_400_000;

type Draft = DraftPlace & { userId: string; body: string; now: Date };
export type Kept = { ok: true } | { ok: false; reason: BodyProblem };

/** Replaces an earlier draft. */
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

/** Deletes the draft of a sent comment. */
export async function dropDraft(db: Database, where: DraftPlace & { userId: string }) {
  await db.commentDraft.deleteMany({ where });
}

/** Deletes abandoned drafts. Returns their number. */
export async function forgetDrafts(db: Database, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DRAFT_DAYS * DAY_MS);
  const { count } = await db.commentDraft.deleteMany({ where: { keptAt: { lt: before } } });
  return count;
}
