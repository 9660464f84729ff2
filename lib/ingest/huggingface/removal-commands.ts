/**
 * Removes papers from a day after Hugging Face removed them, unless readers or curators use them.
 */
import type { Database, Transaction } from '@/lib/db/client';
import { toUtcDate, type Day } from '@/lib/calendar';
import { env } from '@/lib/env';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, EDITIONS_TAG, paperTag } from '@/lib/site/tags';
import { log } from '@/lib/log';
import { recountWithin } from '@/lib/ranking/commands';
import { lockPapers } from '../queries';

const TRANSACTION = { timeout: 60_000, maxWait: 20_000 };

/**
 * Removes the day's listings that Hugging Face alone made and that its complete list lacks. Returns
 * their papers. Removes none where the list lost more than it kept, because that is probably an
 * error.
 */
export async function removeUnlisted(
  db: Database,
  day: Day,
  listed: readonly string[],
): Promise<string[]> {
  return db.$transaction(async (tx) => {
    const gone = await unlistedPapers(tx, day, listed);
    if (gone.length === 0) return [];
    if (gone.length > listed.length) {
      log.warn({ day, gone: gone.length, listed: listed.length }, 'too many papers left a list');
      return [];
    }
    await lockPapers(tx, gone);
    // Reads again under the lock: readers may have voted, saved or commented since.
    const ids = (await unlistedPapers(tx, day, listed)).filter((id) => gone.includes(id));
    await tx.appearance.deleteMany({ where: { paperId: { in: ids }, listedOn: toUtcDate(day) } });
    await tx.signal.deleteMany({ where: { paperId: { in: ids }, kind: 'listing', key: day } });
    await forgetUpstream(tx, ids);
    await recountWithin(tx, ids);
    await requestPurge(tx, [...editionTags(day), EDITIONS_TAG, ...ids.map(paperTag)]);
    return ids;
  }, TRANSACTION);
}

/**
 * Excludes papers that curators noted or picked, that readers use, or that arXiv announces as well.
 */
async function unlistedPapers(
  tx: Transaction,
  day: Day,
  listed: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Appearance" e JOIN "Paper" p ON p."id" = e."paperId"
    WHERE e."listedOn" = ${day}::date AND e."publishedAt" IS NOT NULL
      AND e."paperId" <> ALL(${listed}) AND e."note" IS NULL AND e."pickRank" IS NULL
      AND NOT p."categories" && ${env.INGEST_CATEGORIES}::text[]
      AND NOT EXISTS (SELECT 1 FROM "Vote" v WHERE v."paperId" = p."id")
      AND NOT EXISTS (SELECT 1 FROM "Bookmark" b WHERE b."paperId" = p."id")
      AND NOT EXISTS (SELECT 1 FROM "CollectionPaper" c WHERE c."paperId" = p."id")
      AND NOT EXISTS (SELECT 1 FROM "Comment" c WHERE c."paperId" = p."id")
      AND NOT EXISTS (SELECT 1 FROM "Submission" s WHERE s."paperId" = p."id")
    ORDER BY p."id"`;
  return rows.map(({ id }) => id);
}

/** Resets votes and stars of papers without a list, which no source updates any longer. */
async function forgetUpstream(tx: Transaction, ids: readonly string[]): Promise<void> {
  const unlisted = await tx.paper.findMany({
    where: { id: { in: [...ids] }, appearances: { none: {} } },
    select: { id: true },
  });
  const paperIds = unlisted.map(({ id }) => id);
  await tx.signal.deleteMany({
    where: { paperId: { in: paperIds }, kind: { in: ['upstream_votes', 'code_stars'] } },
  });
  await tx.paper.updateMany({
    where: { id: { in: paperIds } },
    data: { upstreamVotes: 0, upstreamComments: 0, upstreamReadAt: null },
  });
}
