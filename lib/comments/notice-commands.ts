/** Whom a comment is mailed to: who was answered, and who was named. */
import type { Transaction } from '@/lib/db/client';
import { enqueue } from '@/lib/queue/commands';
import { mentionsIn, parseMarkdown } from './markdown/parse';
import { MAX_MENTION_MAILS } from './rules';

type Written = {
  id: string;
  userId: string;
  body: string;
  /** What stood there before an edit: who was named then has had a mail. */
  before?: string;
  /** Who wrote what it answers. */
  answered: string | null;
};

/** One job for each who wants such mail; each is mailed once about a comment, whatever the reasons. */
export async function enqueueCommentMails(tx: Transaction, written: Written): Promise<void> {
  const { id, userId, body, before = '', answered } = written;
  const known = new Set(namedIn(before));
  const named = namedIn(body).filter((handle) => !known.has(handle));
  const readers = await tx.user.findMany({
    where: {
      OR: [{ handle: { in: named.slice(0, MAX_MENTION_MAILS) } }, { id: answered ?? '' }],
      id: { not: userId },
      mailsReplies: true,
      emailVerified: true,
      suspendedAt: null,
    },
    select: { id: true },
  });
  for (const reader of readers) {
    await enqueue(tx, 'mail-comment', { commentId: id, userId: reader.id });
  }
}

function namedIn(body: string): string[] {
  return mentionsIn(parseMarkdown(body));
}
