/** Comments: how long they may be, who may change them until when, and what is left of a deleted one. */

const MINUTE_MS = 60_000;

/** About four pages of a book; also what bounds the cost of setting one. */
export const MAX_COMMENT_CHARS = 10_000;
/** Long enough to mend a slip, too short to make answers answer something else. */
export const EDIT_WITHIN_MINUTES = 15;
export const DELETE_WITHIN_MINUTES = 60;
/** The same words to the same place, sent again within this, are a second press of the button. */
export const SAME_WITHIN_MINUTES = 10;
/** One comment mails no more people than this, however many it names. */
export const MAX_MENTION_MAILS = 5;

/** How long what was only looked at is kept. */
export const DRAFT_DAYS = 7;

/** Where a comment is to stand, or which one is to be edited. */
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

/** What was written as it is kept: composed letters, plain line ends, no control characters. */
export function readBody(written: string): Body {
  // Checked first, so that a megabyte costs nothing more.
  if (written.length > MAX_COMMENT_CHARS * 2) return { ok: false, reason: 'too_long' };
  const body = written
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    // Marks that write the rest of a line backwards.
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .toWellFormed()
    .normalize('NFC')
    .split('\n')
    // An expression for it would look at each blank of a long row as often as there are blanks.
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

/** Since when the same words would be a second press. */
export function sameSince(now: Date): Date {
  return new Date(now.getTime() - SAME_WITHIN_MINUTES * MINUTE_MS);
}
