/** Public profiles: a reader's name, submissions and comments. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { words } from '@/lib/words';

/** The newest of each, because a profile is no archive. */
const MOST = 30;

/** Throws not_found for an unknown handle or a suspended account. */
export async function getProfile(db: Db, handle: string) {
  const user = await db.user.findUnique({
    where: { handle: handle.toLowerCase() },
    select: { id: true, handle: true, name: true, role: true, createdAt: true, suspendedAt: true },
  });
  if (!user || user.suspendedAt) throw new AppError('not_found', words.refusals.noHandle(handle));
  const [listed, comments] = await Promise.all([
    db.$queryRaw<{ paperId: string; title: string; listedOn: string }[]>`
      SELECT s."paperId", p."title", to_char(s."listedOn", 'YYYY-MM-DD') AS "listedOn"
      FROM "Submission" s JOIN "Paper" p ON p."id" = s."paperId"
      WHERE s."userId" = ${user.id} AND s."state" = 'listed' AND p."hiddenAt" IS NULL
      ORDER BY s."createdAt" DESC LIMIT ${MOST}`,
    db.comment.findMany({
      where: { userId: user.id, deletedAt: null, hiddenAt: null, paper: { hiddenAt: null } },
      select: {
        id: true,
        body: true,
        createdAt: true,
        paper: { select: { id: true, title: true } },
      },
      orderBy: { createdAt: 'desc' },
      take: MOST,
    }),
  ]);
  return { ...user, listed, comments };
}
