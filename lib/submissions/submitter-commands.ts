/** Updates submitters' handles in editions after a rename or deletion. */
import type { Transaction } from '@/lib/db/client';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, paperTag } from '@/lib/site/tags';

type Listed = { paperId: string; day: string };

/** Copies the new handle to the reader's listings. */
export async function renameSubmitter(
  tx: Transaction,
  userId: string,
  handle: string,
): Promise<void> {
  await purge(
    tx,
    await tx.$queryRaw<Listed[]>`
      UPDATE "Appearance" e SET "submittedBy" = ${handle} FROM "Submission" s
      WHERE s."userId" = ${userId} AND s."state" = 'listed'
        AND e."paperId" = s."paperId" AND e."listedOn" = s."listedOn"
        AND e."submittedBy" <> ${handle}
      RETURNING e."paperId", to_char(e."listedOn", 'YYYY-MM-DD') AS day`,
  );
}

/** Keeps the papers listed, without the submitter's name and words. */
export async function forgetSubmitter(tx: Transaction, userId: string): Promise<void> {
  await purge(
    tx,
    await tx.$queryRaw<Listed[]>`
      UPDATE "Appearance" e SET "submittedBy" = NULL, "note" = NULL FROM "Submission" s
      WHERE s."userId" = ${userId} AND s."state" = 'listed'
        AND e."paperId" = s."paperId" AND e."listedOn" = s."listedOn"
      RETURNING e."paperId", to_char(e."listedOn", 'YYYY-MM-DD') AS day`,
  );
  await tx.submission.updateMany({ where: { userId }, data: { note: '' } });
}

async function purge(tx: Transaction, listed: readonly Listed[]): Promise<void> {
  await requestPurge(tx, [
    ...listed.map(({ paperId }) => paperTag(paperId)),
    ...new Set(listed.flatMap(({ day }) => editionTags(day))),
  ]);
}
