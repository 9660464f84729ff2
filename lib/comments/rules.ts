/** Rules for comments: length, edit window, and removal. Pure. */

const MINUTE_MS = 60_000;

/** About four pages of a book; also bounds the cost of typesetting. */
export const MAX_COMMENT_CHARS = 10_000;
/** Long enough to fix a typo, too short to change the meaning of answered comments. */
export const EDIT_WITHIN_MINUTES = 15;
export const DELETE_WITHIN_MINUTES = 60;
/** The same words in the same place within this window are a double click. */
export const SAME_WITHIN_MINUTES = 10;
/** Maximum number of recipients a comment, however many it mentions. */
export const MAX_MENTION_MAILS = 5;

/** How long drafts are kept. */
export const DRAFT_DAYS = 7;

/** The place of a new comment, or the comment to edit. */
export type DraftPlace = { paperId: string; place: string };

export function draftPlace(
  paperId: string,
  about: { parentId?: string | null; commentId?: string | null },
): DraftPlace {
  if (about.commentId) return { paperId, place: `edit:${about.commentId}` };
  return { paperId, place: about.parentId ? `reply:${about.parentId}` : 'comment' };
}

export type BodyProblem = 'empty' | 'too_long';
export type Body = { ok: true; body: string } | { ok: false; reason: BodyProblem };

/** Normalizes a comment's text: composed letters, plain line ends, no control characters. */
export function readBody(written: string): Body {
  // Checked first, so that a megabyte is rejected cheaply.
  if (written.length > MAX_COMMENT_CHARS * 2) return { ok: false, reason: 'too_long' };
  const body = written
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    // Characters that reverse the direction of the text after them.
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed()
    .normalize('NFC')
    .split('\n')
    // Not a regular expression, which takes quadratic time on long runs of blanks.
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
  if (body.length > MAX_COMMENT_CHARS) return { ok: false, reason: 'too_long' };
  return body.trim() === '' ? { ok: false, reason: 'empty' } : { ok: true, body };
}

export type ChangeProblem = 'not_yours' | 'too_late' | 'gone';
type Owned = {
  userId: string | null;
  createdAt: Date;
  deletedAt: Date | null;
  hiddenAt: Date | null;
};

/** Why a reader may not edit or delete a comment now; null where they may. */
export function changeProblem(
  comment: Owned,
  { userId, act, now }: { userId: string; act: 'edit' | 'delete'; now: Date },
): ChangeProblem | null {
  if (comment.userId !== userId) return 'not_yours';
  if (comment.deletedAt || comment.hiddenAt) return 'gone';
  const withinMs = (act === 'edit' ? EDIT_WITHIN_MINUTES : DELETE_WITHIN_MINUTES) * MINUTE_MS;
  return now.getTime() - comment.createdAt.getTime() > withinMs ? 'too_late' : null;
}

/** Start of the window for double clicks. */
export function sameSince(now: Date): Date {
  return new Date(now.getTime() - SAME_WITHIN_MINUTES * MINUTE_MS);
}
