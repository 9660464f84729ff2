/** Computes the pause before the next try, which grows with each failure. Pure. */

type Growth = { firstMs: number; maxMs?: number; factor?: number };

export function backoffMs(failures: number, { firstMs, maxMs = Infinity, factor = 2 }: Growth) {
  return Math.min(maxMs, firstMs * factor ** Math.max(0, failures - 1));
}
