/** Constants of the log of deliveries. Pure. */

/** Graphile's pauses grow to days, so an address that fails this often is gone. */
export const MAX_ATTEMPTS = 12;
/** Stored as the error of a message skipped during a pause. */
export const PAUSED = 'paused';
const PING = 'ping:';

/** The key of a test, which is sent once. */
export function pingKey(id: string): string {
  return PING + id;
}

export function isPing({ key }: { key: string }): boolean {
  return key.startsWith(PING);
}
