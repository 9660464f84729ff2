/** Reads threads: a page, a single comment, the page of a comment. */
import type { Db } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { readerOfRepliesLink } from '@/lib/subscriptions/tokens';
import { MAX_PAGE } from '@/lib/site/params';
import { mentionsIn, parseMarkdown } from './markdown/parse';
import type { DraftPlace } from './rules';
import {
  orderThread,
  pageOfComment,
  THREAD_PAGE_SIZE,
  type ThreadPlace,
  type ThreadSort,
} from './thread';
import { words } from '@/lib/words';

/** A comment as a page shows it. */
export type ShownComment = {
  id: string;
  parentId: string | null;
  depth: number;
  /** Empty for a removed comment. */
  body: string;
  createdAt: Date;
  editedAt: Date | null;
  grave: 'deleted' | 'hidden' | null;
  hiddenReason: string | null;
  isByAuthor: boolean;
  /** Null once the account is deleted. */
  author: { handle: string; name: string } | null;
  /** The parent's author, unless the page shows the parent directly above. */
  answers: string | null;
};

export type ThreadPage = {
  comments: ShownComment[];
  page: number;
  hasNext: boolean;
  /** Mentioned handles on the page that belong to accounts. */
  handles: Set<string>;
};

/** A page of a thread. Throws not_found for a page beyond its end. */
export async function threadPage(
  db: Db,
  paperId: string,
  { sort, page }: { sort: ThreadSort; page: number },
): Promise<ThreadPage> {
  const places = await threadPlaces(db, paperId, sort);
  const from = page * THREAD_PAGE_SIZE;
  const shown = places.slice(from, from + THREAD_PAGE_SIZE);
  if (page > 0 && shown.length === 0) {
    throw new AppError('not_found', words.refusals.noDiscussionPage);
  }
  const comments = await showComments(db, shown);
  const handles = await knownHandles(
    db,
    comments.map(({ body }) => body),
  );
  const hasNext = places.length > from + THREAD_PAGE_SIZE && page < MAX_PAGE;
  return { comments, page, hasNext, handles };
}

/** Every comment of a thread in order, without removed ones that have no replies. */
async function threadPlaces(db: Db, paperId: string, sort: ThreadSort): Promise<ThreadPlace[]> {
  const rows = await db.comment.findMany({
    where: { paperId },
    select: { id: true, parentId: true, createdAt: true, deletedAt: true, hiddenAt: true },
  });
  const facts = rows.map(({ deletedAt, hiddenAt, ...row }) => ({
    ...row,
    isGone: deletedAt !== null || hiddenAt !== null,
  }));
  return orderThread(facts, sort);
}

const asShown = {
  user: { select: { handle: true, name: true } },
  parent: { select: { deletedAt: true, hiddenAt: true, user: { select: { name: true } } } },
} as const;

async function showComments(db: Db, places: readonly ThreadPlace[]): Promise<ShownComment[]> {
  const rows = await db.comment.findMany({
    where: { id: { in: places.map(({ id }) => id) } },
    include: asShown,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return places.flatMap(({ id, depth }) => {
    const row = byId.get(id);
    return row ? [shown(row, depth)] : [];
  });
}

type Row = Awaited<ReturnType<typeof findRow>> & object;

function findRow(db: Db, id: string) {
  return db.comment.findUnique({ where: { id }, include: asShown });
}

function shown(row: Row, depth: number): ShownComment {
  const { id, parentId, createdAt, editedAt, hiddenReason, isByAuthor, user, parent } = row;
  const grave = row.deletedAt ? 'deleted' : row.hiddenAt ? 'hidden' : null;
  const isParentGone = Boolean(parent?.deletedAt ?? parent?.hiddenAt);
  return {
    id,
    parentId,
    depth,
    body: grave ? '' : row.body,
    createdAt,
    editedAt,
    grave,
    hiddenReason: grave === 'hidden' ? hiddenReason : null,
    isByAuthor: isByAuthor && !grave,
    author: grave ? null : user,
    answers: isParentGone ? null : (parent?.user?.name ?? null),
  };
}

/** The paper's data for its discussion page. Throws not_found. */
export async function getDiscussedPaper(db: Db, id: string) {
  const paper = await db.paper.findUnique({
    where: { id },
    select: {
      id: true,
      title: true,
      hiddenAt: true,
      mergedIntoId: true,
      commentCount: true,
      authors: { orderBy: { position: 'asc' }, select: { name: true } },
    },
  });
  if (!paper) throw new AppError('not_found', words.refusals.noPaper(id));
  return paper;
}

/** A comment with the data of its forms. Throws not_found where the paper has no such comment. */
export async function getComment(
  db: Db,
  { paperId, id }: { paperId: string; id: string },
): Promise<{ comment: ShownComment; userId: string | null; handles: Set<string> }> {
  const row = await findRow(db, id);
  if (!row || row.paperId !== paperId) throw new AppError('not_found', words.refusals.noComment);
  const comment = shown(row, 0);
  return { comment, userId: row.userId, handles: await knownHandles(db, [comment.body]) };
}

/** A reader's draft, with the mentioned handles. Null without one. */
export async function findDraft(
  db: Db,
  where: DraftPlace & { userId: string },
): Promise<{ body: string; handles: Set<string> } | null> {
  const draft = await db.commentDraft.findUnique({ where: { userId_paperId_place: where } });
  return draft && { body: draft.body, handles: await knownHandles(db, [draft.body]) };
}

/** The page of the oldest-first thread that contains a comment. Throws not_found. */
export async function placeOfComment(db: Db, paperId: string, id: string): Promise<number> {
  const page = pageOfComment(await threadPlaces(db, paperId, 'oldest'), id);
  if (page === null) throw new AppError('not_found', words.refusals.commentDeleted);
  return page;
}

/** Mentioned handles that belong to accounts. */
async function knownHandles(db: Db, bodies: readonly string[]): Promise<Set<string>> {
  const named = new Set(bodies.flatMap((body) => mentionsIn(parseMarkdown(body))));
  if (named.size === 0) return new Set();
  const users = await db.user.findMany({
    where: { handle: { in: [...named] } },
    select: { handle: true },
  });
  return new Set(users.map(({ handle }) => handle));
}

/** Whether an unsubscribe link still has a subscription. Throws not_found for a malformed link. */
export async function getReplyMails(
  db: Db,
  link: string,
): Promise<{ email: string; areOn: boolean }> {
  const id = readerOfRepliesLink(link);
  const user = id && (await db.user.findUnique({ where: { id } }));
  if (!user) throw new AppError('not_found', words.refusals.linkInvalid);
  return { email: user.email, areOn: user.mailsReplies };
}

/** Whole threads, each from its root comment to its last reply. */
export async function threadsOfPaper(
  db: Db,
  paperId: string,
  { sort, page, limit }: { sort: ThreadSort; page: number; limit: number },
): Promise<{ threads: ShownComment[][]; hasNext: boolean }> {
  const places = await threadPlaces(db, paperId, sort);
  const roots = places.flatMap(({ depth }, at) => (depth === 0 ? [at] : []));
  const from = page * limit;
  const chosen = roots.slice(from, from + limit);
  const end = roots[from + limit] ?? places.length;
  const comments = await showComments(db, places.slice(chosen[0] ?? end, end));
  const threads: ShownComment[][] = [];
  for (const comment of comments) {
    if (comment.depth === 0) threads.push([comment]);
    else threads.at(-1)?.push(comment);
  }
  return { threads, hasNext: roots.length > from + limit };
}
