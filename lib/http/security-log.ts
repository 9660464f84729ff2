/** Logs each sign-in, refusal and token, with account id and hashed network. */
import { log } from '@/lib/log';
import { hasSecret, networkHash } from '@/lib/secrets';
import { clientNetwork } from './limit-commands';

export type SecurityEvent =
  | 'sign_in'
  | 'sign_in_failed'
  | 'unauthorized'
  | 'forbidden'
  | 'rate_limited'
  | 'foreign_origin'
  | 'token_created'
  | 'token_first_used';

type Facts = {
  account?: string;
  requestId?: string | null;
  path?: string;
  /** How a reader signed in: link, passkey or a provider's id. */
  method?: string | null;
  token?: string;
};

const REFUSALS: Record<number, SecurityEvent> = {
  401: 'unauthorized',
  403: 'forbidden',
  429: 'rate_limited',
};

/** Accounts by request headers: a refusal is logged after its account is known. */
const accounts = new WeakMap<Headers, string>();

export function rememberAccount(headers: Headers, account: string): void {
  accounts.set(headers, account);
}

export function logSecurity(
  event: SecurityEvent,
  headers: Headers | undefined,
  facts: Facts = {},
): void {
  const account = facts.account ?? (headers && accounts.get(headers)) ?? null;
  const network = headers ? networkForLog(clientNetwork(headers)) : null;
  log.info({ security: event, ...facts, account, network }, 'security');
}

/** Logs a response whose status refuses the request; ignores others. */
export function logRefusal(status: number, headers: Headers, facts: Facts): void {
  const event = REFUSALS[status];
  if (event) logSecurity(event, headers, facts);
}

/** The network's hash, the same as for accounts and votes. */
export function networkForLog(network: string): string | null {
  return network && hasSecret() ? networkHash(network) : null;
}
