/** Lists a submitted paper in today's edition. */
import type { Transaction } from '@/lib/db/client';
import { periodOf, toUtcDate, type Day } from '@/lib/calendar';
import { requestPurge } from '@/lib/site/purge';
import { editionTags, EDITIONS_TAG, paperTag } from '@/lib/site/tags';
import { copyVotesToAppearances, recordSignals } from '@/lib/ranking/commands';
import { listingNote } from './rules';

type Listing = {
  paperId: string;
  listedOn: Day;
  submittedBy: string | null;
  now: Date;
  note: string;
  codeUrl: string | null;
  projectUrl: string | null;
  /** The version, if a revision is listed again. */
  version: number | null;
};

/** Returns whether the listing is new: a paper already in the edition stays unchanged. */
export async function listWithin(tx: Transaction, listing: Listing): Promise<boolean> {
  const { paperId, listedOn, submittedBy, now, note, version } = listing;
  const { count } = await tx.appearance.createMany({
    data: [
      {
        paperId,
        listedOn: toUtcDate(listedOn),
        weekOf: toUtcDate(periodOf('week', listedOn).firstDay),
        monthOf: toUtcDate(periodOf('month', listedOn).firstDay),
        submittedBy,
        submittedAt: now,
        note: listingNote(note, version),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await copyVotesToAppearances(tx, [paperId]);
  await addLinks(tx, listing);
  await recordSignals(tx, [{ paperId, kind: 'listing', key: listedOn, amount: 1, at: now }]);
  await requestPurge(tx, [...editionTags(listedOn), EDITIONS_TAG, paperTag(paperId)]);
  return true;
}

/** The sources' links to code and project win; a submitter fills missing ones. */
async function addLinks(tx: Transaction, { paperId, codeUrl, projectUrl }: Listing): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Paper" SET
      "codeUrl" = coalesce("codeUrl", ${codeUrl}), "projectUrl" = coalesce("projectUrl", ${projectUrl})
    WHERE "id" = ${paperId}`;
}
