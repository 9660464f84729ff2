/** Lists papers in their days' editions. */
import type { Transaction } from '@/lib/db/client';
import { periodOf, toUtcDate } from '@/lib/calendar';
import type { ListingRecord } from '../types';

export type Listed = Pick<
  ListingRecord,
  'listedOn' | 'submittedBy' | 'submittedAt' | 'publishedAt'
> & {
  paper: { id: string };
};

/** Returns the number of appearances that are new, or newly have a submitter or a time of publication. */
export async function addAppearances(
  tx: Transaction,
  listings: readonly Listed[],
): Promise<number> {
  const { count } = await tx.appearance.createMany({
    data: listings.map(({ paper, listedOn, submittedBy, submittedAt, publishedAt }) => ({
      paperId: paper.id,
      listedOn: toUtcDate(listedOn),
      weekOf: toUtcDate(periodOf('week', listedOn).firstDay),
      monthOf: toUtcDate(periodOf('month', listedOn).firstDay),
      submittedBy,
      submittedAt,
      publishedAt,
    })),
    skipDuplicates: true,
  });
  await tx.$executeRaw`
    UPDATE "Appearance" e SET "isHidden" = true FROM "Paper" p
    WHERE p."id" = e."paperId" AND p."hiddenAt" IS NOT NULL AND NOT e."isHidden"
      AND p."id" = ANY(${listings.map(({ paper }) => paper.id)})`;
  if (count === listings.length) return count;
  // Updates an announcement, which has neither submitter nor time, from a later list with both.
  const fuller = listings.filter(
    ({ submittedBy, publishedAt }) => submittedBy !== null || publishedAt !== null,
  );
  return (
    count +
    (await tx.$executeRaw`
      UPDATE "Appearance" e SET
        "submittedBy" = coalesce(e."submittedBy", r."by"),
        "submittedAt" = CASE WHEN e."submittedBy" IS NULL AND r."by" IS NOT NULL
          THEN coalesce(r."at", e."submittedAt") ELSE e."submittedAt" END,
        "publishedAt" = coalesce(e."publishedAt", r."published")
      FROM unnest(
        ${fuller.map(({ paper }) => paper.id)}::text[],
        ${fuller.map(({ listedOn }) => listedOn)}::date[],
        ${fuller.map(({ submittedBy }) => submittedBy)}::text[],
        ${fuller.map(({ submittedAt }) => submittedAt)}::timestamptz[],
        ${fuller.map(({ publishedAt }) => publishedAt)}::timestamptz[]
      ) AS r ("id", "day", "by", "at", "published")
      WHERE e."paperId" = r."id" AND e."listedOn" = r."day" AND (
        (e."submittedBy" IS NULL AND r."by" IS NOT NULL)
        OR (e."publishedAt" IS NULL AND r."published" IS NOT NULL))`)
  );
}
