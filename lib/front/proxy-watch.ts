/** Warns of a proxy that hides its readers' addresses: they all share the limits of one network. */
import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';

/** Above a few checks by the operator, below the daily traffic of the smallest site. */
const ENOUGH_REQUESTS = 100;
const PRIVATE = ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'];
const WARNING =
  'every request so far came from one private address, so all readers count as one network. ' +
  'If it is your proxy, let it set X-Forwarded-For and set TRUST_PROXY (docs/operating.md)';

/** Returns a function for each request's address, which logs one warning at most. */
export function createProxyWatch(log: Logger): (address: string) => void {
  let only: string | null = null;
  let count = 0;
  let isOver = false;
  return (address) => {
    if (isOver) return;
    only ??= address;
    count += 1;
    if (address !== only || !isPrivate(address)) isOver = true;
    else if (count === ENOUGH_REQUESTS) {
      isOver = true;
      log.warn({ address }, WARNING);
    }
  };
}

function isPrivate(address: string): boolean {
  return ipaddr.isValid(address) && PRIVATE.includes(ipaddr.process(address).range());
}
