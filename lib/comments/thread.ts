/** The order of a thread: who answers whom, which graves stay, and on which page one stands. */

export const THREAD_SORTS = ['oldest', 'newest', 'answered'] as const;
export type ThreadSort = (typeof THREAD_SORTS)[number];

/** Comments a page; a thread of more is paged. */
export const THREAD_PAGE_SIZE = 100;

/** What ordering needs of a comment. */
export type ThreadRow = {
  id: string;
  parentId: string | null;
  createdAt: Date;
  /** Deleted or hidden: it stands as a grave if somebody answered it, else not at all. */
  isGone: boolean;
};
export type ThreadPlace = { id: string; depth: number };

type Branch = { row: ThreadRow; children: Branch[]; live: number };

/**
 * A thread from its first comment to its last, each right after what it answers. Answers stand in
 * the order they came, whatever the sort: they are a conversation. Without recursion, since a
 * conversation of two may be deeper than any stack.
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

/** A comment with those that stand indented below it. */
export type Nested<T> = { comment: T; replies: Nested<T>[] };

/** Indentation ends here: a line of a long quarrel must still be wide enough to read. */
export const MAX_INDENT = 4;

/** A page's comments, each inside the one it stands below; a page may begin in the middle of a thread. */
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

/** The comments that answer nothing here, each with its answers, and how many are alive in each. */
function grow(rows: readonly ThreadRow[]): Branch[] {
  const inOrder = rows.toSorted(byAge);
  const byId = new Map(inOrder.map((row) => [row.id, { row, children: [], live: 0 } as Branch]));
  const roots: Branch[] = [];
  for (const branch of byId.values()) {
    const parent = branch.row.parentId === null ? undefined : byId.get(branch.row.parentId);
    (parent?.children ?? roots).push(branch);
  }
  // Each before its answers; from the end, all answers before what they answer.
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
