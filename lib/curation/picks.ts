/** The curators' picks of a day, as an order that can be changed step by step. Pure. */

export const MAX_PICKS = 30;

export const MOVES = ['pick', 'unpick', 'up', 'down'] as const;
export type Move = { kind: (typeof MOVES)[number]; paperId: string };

/** The picks after a move. An impossible move, or one of an unpicked paper, changes nothing. */
export function movedPicks(picks: readonly string[], { kind, paperId }: Move): string[] {
  const at = picks.indexOf(paperId);
  if (kind === 'pick') return at === -1 ? [...picks, paperId] : [...picks];
  if (at === -1) return [...picks];
  const rest = picks.toSpliced(at, 1);
  if (kind === 'unpick') return rest;
  return rest.toSpliced(Math.max(0, kind === 'up' ? at - 1 : at + 1), 0, paperId);
}

/**
 * The picks sorted by the places that a curator entered. Of equal places, changed ones come first,
 * then the earlier order decides.
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

/** Identifies an order: a form sends the version that its curator saw. */
export function orderVersion(picks: readonly string[]): string {
  return picks.join(' ');
}
