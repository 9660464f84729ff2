/**
 * V8's limits for each program. On a machine with gigabytes to spare V8 leaves garbage in place:
 * without limits a front with 21 MB of live objects takes 280 MB.
 */

/** For programs that allocate little at once. */
export const SMALL_HEAP = ['--max-semi-space-size=2'];
/** Rendering a page allocates megabytes, which a smaller space would copy repeatedly. */
export const PAGES_HEAP = ['--max-semi-space-size=8'];
/**
 * Without a limit a worker that sends 300 mails a second grows to 500 MB; with this one it stays at
 * half and is no slower. A worker's large data is outside this heap.
 */
export const WORKER_HEAP = ['--max-semi-space-size=16', '--max-old-space-size=768'];
