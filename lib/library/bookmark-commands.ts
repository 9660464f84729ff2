/** Saves papers for a reader, with a private note. */
import type { Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

type Kept = { userId: string; paperId: string };

/** Idempotent. Throws not_found for an unknown paper. */
export async function saveBookmark(db: Database, { userId, paperId }: Kept): Promise<void> {
  await forKnownPaper(() =>
    db.bookmark.createMany({ data: [{ userId, paperId }], skipDuplicates: true }),
  );
}

/** Deletes the note too; collections keep the paper. */
export async function removeBookmark(db: Database, { userId, paperId }: Kept): Promise<void> {
  await db.bookmark.deleteMany({ where: { userId, paperId } });
}

/** Writing a note saves the paper, too. */
export async function writeNote(
  db: Database,
  { userId, paperId, note }: Kept & { note: string },
): Promise<void> {
  await forKnownPaper(() =>
    db.bookmark.upsert({
      where: { userId_paperId: { userId, paperId } },
      create: { userId, paperId, note },
      update: { note },
    }),
  );
}

/** The foreign key detects unknown papers. */
export async function forKnownPaper<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2003') {
      throw new AppError('not_found', words.refusals.noSuchPaper, { cause: error });
    }
    throw error;
  }
}
