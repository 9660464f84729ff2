/** A cursor in a list of papers by date: opaque to clients, validated on return. */
import { parsePeriod } from '@/lib/calendar';
import { parsePaperId } from '@/lib/papers/ids';

export type PaperCursor = {
  /** YYYY-MM-DD. */
  publishedOn: string;
  id: string;
};

export function writeCursor({ publishedOn, id }: PaperCursor): string {
  return Buffer.from(`${publishedOn} ${id}`).toString('base64url');
}

/** Null for a text that no version issued. */
export function readCursor(text: string): PaperCursor | null {
  const [publishedOn = '', id = ''] = Buffer.from(text, 'base64url').toString('utf8').split(' ', 2);
  const isOurs = parsePeriod('day', publishedOn) !== null && parsePaperId(id)?.id === id;
  const cursor = { publishedOn, id };
  return isOurs && writeCursor(cursor) === text ? cursor : null;
}
