/** What a search may ask. */

export const MAX_QUERY_CHARS = 250;

/** The query as it is searched and shown: no control characters, single spaces. */
export function readQuery(raw: string): string {
  return raw
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
