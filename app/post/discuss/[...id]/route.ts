/** POST /discuss/[...id]: the forms of a discussion, distinguished by button. */
import type { z } from 'zod';
import { changedCommentPath } from '@/lib/comments/path-queries';
import { signInPath } from '@/app/sign-in/path';
import { findReader } from '@/lib/accounts/sessions/identity-commands';
import { systemClock } from '@/lib/clock';
import { claimPaper } from '@/lib/comments/authorship/authorship-commands';
import { addComment, deleteComment, editComment } from '@/lib/comments/commands';
import { dropDraft, keepDraft } from '@/lib/comments/draft-commands';
import { getComment, getDiscussedPaper } from '@/lib/comments/queries';
import { reportComment, reportPaper } from '@/lib/comments/moderation-commands';
import { PROBLEMS } from '@/lib/comments/problems';
import { draftPlace } from '@/lib/comments/rules';
import {
  claimForm,
  commentForm,
  deleteForm,
  editForm,
  previewForm,
  reportForm,
} from '@/lib/comments/schema';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { formObject, formRoute, seeOther } from '@/lib/http/form';
import { decodePath } from '@/lib/site/params';
import { clientNetwork, requireAllowance } from '@/lib/http/limit-commands';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';
import { discussPath, paperPath } from '@/lib/site/paths';

type Context = { params: Promise<{ id: string[] }> };
type Sent = { paperId: string; userId: string; fields: object; network: string };
type Act = (sent: Sent) => Promise<Response>;

const ACTS: Record<string, Act> = {
  async preview({ paperId, userId, fields }) {
    const { body, parentId, commentId } = parse(previewForm, fields);
    await requireAllowance('keep', userId);
    await getDiscussedPaper(database(), paperId);
    if (parentId) await getComment(database(), { paperId, id: parentId });
    if (commentId) await requireOwn(paperId, commentId, userId);
    const where = draftPlace(paperId, { parentId, commentId });
    const kept = await keepDraft(database(), { ...where, userId, body, now: systemClock() });
    const query = askFor({ parentId, commentId });
    if (!kept.ok) return back(paperId, query, kept.reason);
    return seeOther(`${discussPath(paperId)}?${new URLSearchParams(query)}#preview`);
  },
  async comment({ paperId, userId, fields, network }) {
    const { body, parentId } = parse(commentForm, fields);
    await allow('comment', userId, network);
    const added = await addComment(database(), {
      paperId,
      userId,
      parentId,
      body,
      now: systemClock(),
    });
    if (!added.ok) return back(paperId, askFor({ parentId }), added.reason);
    await dropDraft(database(), { ...draftPlace(paperId, { parentId }), userId });
    return seeOther(await changedCommentPath(paperId, added.id));
  },
  async edit({ paperId, userId, fields, network }) {
    const { body, commentId: id } = parse(editForm, fields);
    await allow('comment', userId, network);
    const edited = await editComment(database(), { id, userId, body, now: systemClock() });
    if (!edited.ok) return back(paperId, { edit: id }, edited.reason);
    await dropDraft(database(), { ...draftPlace(paperId, { commentId: id }), userId });
    return seeOther(await changedCommentPath(edited.paperId, id));
  },
  async delete({ paperId, userId, fields }) {
    const { commentId: id } = parse(deleteForm, fields);
    const deleted = await deleteComment(database(), { id, userId, now: systemClock() });
    if (deleted.ok) return seeOther(`${paperPath(deleted.paperId)}?c=${id}#discussion`);
    return back(paperId, { delete: id }, deleted.reason);
  },
  async report({ paperId, userId, fields, network }) {
    const { commentId, ...facts } = parse(reportForm, fields);
    await allow('report', userId, network);
    const report = { ...facts, userId, now: systemClock() };
    if (commentId) await reportComment(database(), { ...report, commentId });
    else await reportPaper(database(), { ...report, paperId });
    return seeOther(`${discussPath(paperId)}?report=${commentId ?? 'paper'}&done=reported`);
  },
  async claim({ paperId, userId, fields, network }) {
    const { authorName } = parse(claimForm, fields);
    await allow('report', userId, network);
    const claimed = await claimPaper(database(), {
      paperId,
      userId,
      authorName,
      now: systemClock(),
    });
    if (claimed.ok) return seeOther(`${discussPath(paperId)}?claim=1&done=claimed`);
    return back(paperId, { claim: '1' }, claimed.reason);
  },
};

export const POST = formRoute(async (form, { params }: Context, { headers }) => {
  const parsed = parsePaperId(decodePath((await params).id.join('/')));
  if (!parsed) throw new AppError('not_found');
  const { act: name, ...fields } = formObject(form);
  const act = typeof name === 'string' && Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (!act) throw new AppError('bad_request');
  const reader = await findReader(headers);
  if (!reader) return seeOther(signInPath({ next: discussPath(parsed.id) }));
  return act({
    paperId: parsed.id,
    userId: reader.id,
    fields,
    network: clientNetwork(headers),
  });
});

/** Throws not_found for a missing comment, or another reader's. */
async function requireOwn(paperId: string, id: string, userId: string): Promise<void> {
  const { userId: writer } = await getComment(database(), { paperId, id });
  if (writer !== userId) throw new AppError('not_found', words.refusals.noComment);
}

/** The query that requests these forms. */
function askFor(about: { parentId: string | null; commentId?: string }): Record<string, string> {
  if (about.commentId) return { edit: about.commentId };
  return about.parentId ? { reply: about.parentId } : {};
}

async function allow(what: 'comment' | 'report', userId: string, network: string): Promise<void> {
  await requireAllowance(what, userId);
  await requireAllowance(`${what}_network`, network);
}

function parse<T extends z.ZodType>(form: T, fields: object): z.output<T> {
  const parsed = form.safeParse(fields);
  if (!parsed.success) throw new AppError('bad_request', words.refusals.formIncomplete);
  return parsed.data;
}

/** Leads back to the form, naming the problem. Browsers prevent overlong comments. */
function back(paperId: string, query: Record<string, string>, reason: string): Response {
  if (reason === 'too_long') {
    throw new AppError('payload_too_large', PROBLEMS.too_long);
  }
  const act = 'edit' in query ? 'edit' : 'delete';
  const problem = reason === 'too_late' ? `${act}_too_late` : reason;
  return seeOther(`${discussPath(paperId)}?${new URLSearchParams({ ...query, problem })}`);
}
