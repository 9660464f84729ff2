/** Normalizes received mails for comparison. */

/** The mail without variable parts: its Date and the boundary. */
export function withoutChance(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const dated = raw.replace(/^Date: .*$/m, 'Date: -');
  return boundary ? dated.replaceAll(boundary, 'BOUNDARY') : dated;
}
