/** The curators' picks of a day, as an order that can be changed step by step: pure. */

export const MAX_PICKS = 30;

export const MOVES = ['pick', 'unpick', 'up', 'down'] as const;
export type Move = { kind: (typeof MOVES)[number]; paperId: string };

/** The picks after a move. What can't be moved further, or isn't picked, leaves them as they are. */
export function movedPicks(picks: readonly string[], { kind, paperId }: Move): string[] {
  const at = picks.indexOf(paperId);
  if (kind === 'pick') return at === -1 ? [...picks, paperId] : [...picks];
  if (at === -1) return [...picks];
  const rest = picks.toSpliced(at, 1);
  if (kind === 'unpick') return rest;
  return rest.toSpliced(Math.max(0, kind === 'up' ? at - 1 : at + 1), 0, paperId);
}

/**
 * The picks in the order of the places that a curator wrote beside them. Equal places stand as they
 * stood, with those whose place was changed before those that were there.
 */
export function picksByPlace(
  places: readonly { paperId: string; place: number }[],
  before: readonly string[],
): string[] {
  const former = new Map(before.map((id, index) => [id, index + 1]));
  const isNewHere = ({ paperId, place }: { paperId: string; place: number }) =>
    former.get(paperId) === place ? 1 : 0;
  return places
    .toSorted((a, b) => a.place - b.place || isNewHere(a) - isNewHere(b))
    .map(({ paperId }) => paperId);
}

/** What tells one order from another: a form says which one its curator saw. */
export function orderVersion(picks: readonly string[]): string {
  return picks.join(' ');
}
