/** A cursor in a reader's list: after a paper saved at an instant. */
import { parsePaperId } from '@/lib/papers/ids';

export type Place = { at: Date; paperId: string };

export function writePlace({ at, paperId }: Place): string {
  return `${at.getTime()}-${paperId}`;
}

/** Null for a text that no page issued. */
export function readPlace(text: string): Place | null {
  const [, digits, id = ''] = /^(\d{1,14})-(.+)$/.exec(text) ?? [];
  if (!digits || parsePaperId(id)?.id !== id) return null;
  return { at: new Date(Number(digits)), paperId: id };
}
