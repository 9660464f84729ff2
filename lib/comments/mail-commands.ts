/** Mails a comment to the readers it answers or mentions, and unsubscribes them. */
import { commentMail } from '@/emails/comment';
import { database, type Database } from '@/lib/db/client';
import { env, publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { mailer, mailHost } from '@/lib/mail/mailer';
import { isSuppressed } from '@/lib/mail/queries';
import type { MailMessage } from '@/lib/mail/message';
import type { Mailer } from '@/lib/mail/smtp/transport';
import { plainText } from '@/lib/papers/maths/rich-text';
import { readerOfRepliesLink, repliesLink } from '@/lib/subscriptions/tokens';
import { discussPath, unsubscribeRepliesPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

/** A mail shows the start of a long comment; the thread has the rest. */
const MAX_MAILED_CHARS = 1_500;

type Event = { commentId: string; userId: string };

/**
 * Mails one reader about one comment, unless it was removed or they unsubscribed. Throws if the
 * server rejects the mail, so that the job retries.
 */
export async function mailComment(
  event: Event,
  through: Mailer = mailer(),
  cutOff?: AbortSignal,
): Promise<void> {
  const message = await messageOf(database(), event);
  if (!message) return;
  const outcome = await through.send(message, cutOff);
  if (outcome.kind === 'sent' || outcome.kind === 'permanent') return;
  throw new AppError('upstream_unavailable', words.mail.notAccepted(outcome.detail));
}

async function messageOf(db: Database, event: Event): Promise<MailMessage | null> {
  const [comment, reader] = await Promise.all([
    db.comment.findUnique({
      where: { id: event.commentId, deletedAt: null, hiddenAt: null },
      include: { user: true, parent: { select: { userId: true } }, paper: true },
    }),
    db.user.findUnique({ where: { id: event.userId, mailsReplies: true, suspendedAt: null } }),
  ]);
  if (!comment?.user || !reader || (await isSuppressed(db, reader.email))) return null;
  const unsubscribeUrl = `${publicUrl}${unsubscribeRepliesPath(repliesLink(reader.id))}`;
  const mail = await commentMail({
    reason: comment.parent?.userId === reader.id ? 'reply' : 'mention',
    writer: comment.user.name,
    handle: comment.user.handle,
    isByAuthor: comment.isByAuthor,
    paperTitle: plainText(comment.paper.title),
    paragraphs: mailedParagraphs(comment.body),
    link: `${publicUrl}${discussPath(comment.paperId)}?at=${comment.id}`,
    unsubscribeUrl,
    siteName: env.SITE_NAME,
    siteHost: new URL(publicUrl).host,
    senderLine: env.MAIL_SENDER_LINE || null,
  });
  return {
    to: reader.email,
    ...mail,
    // Derived from the event, so that inboxes merge a repeated mail.
    messageId: `<comment-${comment.id}-${reader.id}@${mailHost()}>`,
    list: {
      unsubscribeUrl,
      id: `replies.${mailHost()}`,
      name: words.mail.comment.listName(env.SITE_NAME),
    },
  };
}

/** Unsubscribes the link's reader. Idempotent. Throws not_found for a malformed link. */
export async function stopReplyMails(db: Database, link: string): Promise<void> {
  const id = readerOfRepliesLink(link);
  const { count } = await db.user.updateMany({
    where: { id: id ?? '' },
    data: { mailsReplies: false },
  });
  if (!id || count === 0) throw new AppError('not_found', words.refusals.linkInvalid);
}

/** The comment's paragraphs as typed, cut between words. */
function mailedParagraphs(body: string): string[] {
  const isLong = body.length > MAX_MAILED_CHARS;
  const part = isLong ? cut(body) : body;
  return part
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

function cut(body: string): string {
  const room = body.slice(0, MAX_MAILED_CHARS);
  const end = room.search(/\s\S*$/);
  return `${(end > 0 ? room.slice(0, end) : room).toWellFormed()} …`;
}
