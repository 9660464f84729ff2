/** How the worker's process is started. */

/**
 * With gigabytes to spare V8 lets garbage lie, and a worker that sends 300 mails a second grows to
 * 500 MB; held shorter it stays at half of that and is no slower. More than this it never needs:
 * what is large in a worker lies outside this heap.
 */
export const WORKER_FLAGS = ['--max-semi-space-size=16', '--max-old-space-size=768'];
export const WORKER_ARGS = [...WORKER_FLAGS, '.programs/worker.mjs'];
