/** Orders a thread: replies below their parents, removed comments, and pages. */

export const THREAD_SORTS = ['oldest', 'newest', 'answered'] as const;
export type ThreadSort = (typeof THREAD_SORTS)[number];

/** Comments a page; a thread of more is paged. */
export const THREAD_PAGE_SIZE = 100;

/** A comment's fields for ordering. */
export type ThreadRow = {
  id: string;
  parentId: string | null;
  createdAt: Date;
  /** Deleted or hidden: shown as a placeholder if it has replies, else omitted. */
  isGone: boolean;
};
export type ThreadPlace = { id: string; depth: number };

type Branch = { row: ThreadRow; children: Branch[]; live: number };

/**
 * A thread in reading order, each comment right after its parent. Replies sort by time, whatever
 * the order of roots, because they are a conversation. Not recursive, because a long conversation
 * of two would overflow the stack.
 */
export function orderThread(rows: readonly ThreadRow[], sort: ThreadSort): ThreadPlace[] {
  const branches = grow(rows);
  const places: ThreadPlace[] = [];
  const waiting = branches
    .toSorted(SORTS[sort])
    .map((branch) => ({ branch, depth: 0 }))
    .reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { branch, depth } = next;
    if (branch.live === 0) continue;
    places.push({ id: branch.row.id, depth });
    for (const child of branch.children.toReversed())
      waiting.push({ branch: child, depth: depth + 1 });
  }
  return places;
}

/** A comment with its indented replies. */
export type Nested<T> = { comment: T; replies: Nested<T>[] };

/** Maximum indentation: a deep reply's lines must stay wide enough to read. */
export const MAX_INDENT = 4;

/** A page's comments as trees; a page may begin in the middle of a thread. */
export function nest<T extends { depth: number }>(comments: readonly T[]): Nested<T>[] {
  const roots: Nested<T>[] = [];
  const open: Nested<T>[] = [];
  for (const comment of comments) {
    open.length = Math.min(comment.depth, MAX_INDENT, open.length);
    const nested = { comment, replies: [] };
    (open.at(-1)?.replies ?? roots).push(nested);
    open.push(nested);
  }
  return roots;
}

/** The page of a comment, from 0; null where it isn't in the thread. */
export function pageOfComment(places: readonly ThreadPlace[], id: string): number | null {
  const at = places.findIndex((place) => place.id === id);
  return at < 0 ? null : Math.floor(at / THREAD_PAGE_SIZE);
}

/** The roots here, each with its replies and their number of visible comments. */
function grow(rows: readonly ThreadRow[]): Branch[] {
  const inOrder = rows.toSorted(byAge);
  const byId = new Map(inOrder.map((row) => [row.id, { row, children: [], live: 0 } as Branch]));
  const roots: Branch[] = [];
  for (const branch of byId.values()) {
    const parent = branch.row.parentId === null ? undefined : byId.get(branch.row.parentId);
    (parent?.children ?? roots).push(branch);
  }
  // Parents precede replies, so reverse order visits all replies before their parent.
  const walked = [...roots];
  for (const branch of walked) walked.push(...branch.children);
  for (const branch of walked.reverse()) {
    const answers = branch.children.reduce((sum, child) => sum + child.live, 0);
    branch.live = answers + (branch.row.isGone ? 0 : 1);
  }
  return roots;
}

function byAge(a: ThreadRow, b: ThreadRow): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

const SORTS: Record<ThreadSort, (a: Branch, b: Branch) => number> = {
  oldest: (a, b) => byAge(a.row, b.row),
  newest: (a, b) => byAge(b.row, a.row),
  answered: (a, b) => b.live - a.live || byAge(a.row, b.row),
};
