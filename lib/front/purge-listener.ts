/** Listens for purges on its own connection, and purges everything after a lost connection. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backoffMs } from '@/lib/backoff';
import { parsePurge, PURGE_CHANNEL, type Purge } from '@/lib/site/purge';

/** The part of a node-postgres client that this needs, so that tests can replace it. */
export type PurgeConnection = {
  connect(): Promise<unknown>;
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: 'notification', listener: (message: { payload?: string }) => void): unknown;
  on(event: 'error' | 'end', listener: () => void): unknown;
};

export type PurgeListenerOptions = {
  /** A new, unconnected `pg.Client`, with a `query_timeout` so that a dead connection is noticed. */
  createConnection: () => PurgeConnection;
  purge: (purge: Purge) => void;
  log: Logger;
  firstRetryMs?: number;
  heartbeatMs?: number;
};

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 15_000;
/** Interval of the check for a connection that died silently. */
const HEARTBEAT_MS = 30_000;
/** Limit for closing, because a dead connection never confirms. */
const END_WITHIN_MS = 1_000;

/** Listens until the returned function is called. */
export function listenForPurges(options: PurgeListenerOptions): () => Promise<void> {
  const stopping = new AbortController();
  const running = keepListening(options, stopping.signal);
  return async () => {
    stopping.abort();
    await running;
  };
}

async function keepListening(options: PurgeListenerOptions, stop: AbortSignal): Promise<void> {
  const { log, firstRetryMs = FIRST_RETRY_MS } = options;
  let failures = 0;
  while (!stop.aborted) {
    try {
      await listen(options, stop, () => {
        failures = 0;
      });
    } catch (error) {
      log.warn({ err: error }, 'not listening for purges; trying again');
    }
    failures += 1;
    await pause(backoffMs(failures, { firstMs: firstRetryMs, maxMs: MAX_RETRY_MS }), stop);
  }
}

/** Settles when the connection is lost; closes it when `stop` aborts. */
async function listen(
  { createConnection, purge, heartbeatMs = HEARTBEAT_MS }: PurgeListenerOptions,
  stop: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const connection = createConnection();
  const over = new AbortController();
  const lost = AbortSignal.any([over.signal, stop]);
  connection.on('error', () => over.abort());
  connection.on('end', () => over.abort());
  connection.on('notification', ({ payload }) => purge(parsePurge(payload)));
  try {
    await connection.connect();
    await connection.query(`LISTEN ${PURGE_CHANNEL}`);
    // Purges of the time without a connection are unknown.
    purge('all');
    onListening();
    while (!lost.aborted) {
      await pause(heartbeatMs, lost);
      if (!lost.aborted) await connection.query('SELECT 1');
    }
  } finally {
    await Promise.race([connection.end(), sleep(END_WITHIN_MS, undefined, { ref: false })]);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
