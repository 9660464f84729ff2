/** What the log of a webhook says, for who writes it and who words it. */

/** Graphile's own pauses grow to days; after this many nobody listens any more. */
export const MAX_ATTEMPTS = 12;
/** Instead of an error, where a message came while its webhook was paused. */
export const PAUSED = 'paused';
const PING = 'ping:';

/** The key of a test, which is sent once. */
export function pingKey(id: string): string {
  return PING + id;
}

export function isPing({ key }: { key: string }): boolean {
  return key.startsWith(PING);
}
