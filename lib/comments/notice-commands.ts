/** Selects the recipients of mails about a comment: the parent's author, and mentioned readers. */
import type { Transaction } from '@/lib/db/client';
import { enqueue } from '@/lib/queue/commands';
import { mentionsIn, parseMarkdown } from './markdown/parse';
import { MAX_MENTION_MAILS } from './rules';

type Written = {
  id: string;
  userId: string;
  body: string;
  /** The text before an edit, whose mentions were mailed already. */
  before?: string;
  /** The parent comment's author. */
  answered: string | null;
};

/** Enqueues one job for each subscribed recipient: one mail a comment, whatever the reasons. */
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
