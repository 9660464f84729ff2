/** Recognises errors of a database that is busy or unavailable; a retry may succeed. */

/** Codes of Postgres and Prisma for a server or connection that is lost, starting or full. */
const CODE =
  /^(08\w{3}|57P0[1-5]|53300|P100[128]|P1017|P2024|P2037|ConnectionClosed|DatabaseNotReachable|SocketTimeout|TooManyConnections)$/;
const SOCKET_CODE =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Errors of the pool, the driver and Prisma that have no code. */
const MESSAGE =
  /Connection terminated|Server has closed the connection|Can't reach database server|timeout exceeded when trying to connect|Client has encountered a connection error|Connection ended unexpectedly|Unable to start a transaction in the given time/;

/** Postgres' codes for a statement timeout, and for too little memory or disk. */
const BUSY_CODE = /^(57014|53[012]00)$/;

export const OUTAGE_RETRY_AFTER_S = 5;

export function isDatabaseBusy(error: unknown): boolean {
  return error instanceof Error && codesOf(error).some((code) => BUSY_CODE.test(code));
}

export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Excludes Node's fetch, which wraps the same socket errors of other services.
  if (error instanceof TypeError) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseOutage);
  if (MESSAGE.test(error.message)) return true;
  return codesOf(error).some((code) => CODE.test(code) || SOCKET_CODE.test(code));
}

/** Prisma keeps the driver's own code in `meta`, at a depth that differs by operation. */
function codesOf(value: unknown, depth = 0): string[] {
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  const fields = value as Record<string, unknown>;
  const own = ['code', 'errorCode', 'originalCode', 'kind'].flatMap((name) => fields[name] ?? []);
  const nested = ['meta', 'driverAdapterError', 'cause'].flatMap((name) =>
    codesOf(fields[name], depth + 1),
  );
  return [...own.filter((code) => typeof code === 'string'), ...nested];
}
