/** Replaces a day's picks at once, if the curator saw the present ones. */
import type { Database, Transaction } from '@/lib/db/client';
import { toUtcDate, type Day } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, paperTag } from '@/lib/site/tags';
import { recordAct, type Actor } from '@/lib/audit/commands';
import { MAX_PICKS, orderVersion } from './picks';
import { words } from '@/lib/words';

export type Ordered = { ok: true } | { ok: false; reason: 'changed' };

type Order = {
  day: Day;
  /** orderVersion of the picks that the curator saw. */
  seen: string;
  picks: readonly string[];
};

/** Changes nothing after another curator's change, which must be seen first. */
export async function orderEdition(db: Database, actor: Actor, order: Order): Promise<Ordered> {
  const { day, seen, picks } = order;
  if (picks.length > MAX_PICKS) {
    throw new AppError('bad_request', words.refusals.pickLimit(MAX_PICKS));
  }
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`edition:${day}`}))`;
    const before = await picksOf(tx, day);
    if (orderVersion(before) !== seen) return { ok: false, reason: 'changed' };
    await requireListed(tx, day, picks);
    await tx.$executeRaw`
      UPDATE "Appearance" e SET "pickRank" = array_position(${picks}::text[], e."paperId")
      WHERE e."listedOn" = ${day}::date
        AND e."pickRank" IS DISTINCT FROM array_position(${picks}::text[], e."paperId")`;
    await recordAct(tx, actor, {
      action: 'edition.order',
      target: `edition:${day}`,
      detail: { before, after: [...picks] },
    });
    const touched = new Set([...before, ...picks]);
    await requestPurge(tx, [...editionTags(day), ...[...touched].map(paperTag)]);
    return { ok: true };
  });
}

async function picksOf(tx: Transaction, day: Day): Promise<string[]> {
  const rows = await tx.appearance.findMany({
    where: { listedOn: toUtcDate(day), pickRank: { not: null }, isHidden: false },
    orderBy: [{ pickRank: 'asc' }, { paperId: 'asc' }],
    select: { paperId: true },
  });
  return rows.map(({ paperId }) => paperId);
}

async function requireListed(tx: Transaction, day: Day, picks: readonly string[]): Promise<void> {
  const count = await tx.appearance.count({
    where: { listedOn: toUtcDate(day), paperId: { in: [...picks] }, isHidden: false },
  });
  if (count !== new Set(picks).size || count !== picks.length) {
    throw new AppError('bad_request', words.refusals.pickForeign);
  }
}
