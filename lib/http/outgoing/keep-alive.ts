/**
 * Keeps idle connections open for longer than proxies do (nginx: 60 s), because a proxy returns 502
 * when it reuses a connection that the server is closing.
 */
export const KEEP_ALIVE_MS = 75_000;
