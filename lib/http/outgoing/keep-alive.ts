/**
 * How long our servers keep an idle connection. Longer than proxies do (nginx: 60 s), because a
 * proxy answers 502 when it sends a request on a connection that the server is closing.
 */
export const KEEP_ALIVE_MS = 75_000;
