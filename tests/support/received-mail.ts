/** Mails as they arrived, for comparison. */

/** The mail without what differs each time it is written: its Date and the boundary of its parts. */
export function withoutChance(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const dated = raw.replace(/^Date: .*$/m, 'Date: -');
  return boundary ? dated.replaceAll(boundary, 'BOUNDARY') : dated;
}
