/** When somebody who asked us to wait may be asked again. */

/** Retry-After in milliseconds from `now`: it is written as seconds or as an HTTP date. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
