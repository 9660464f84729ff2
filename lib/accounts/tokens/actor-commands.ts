/** Identifies the account behind an API request: by token, else by session. */
import { systemClock } from '@/lib/clock';
import { database } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { requireSameOrigin } from '@/lib/http/form';
import { logSecurity, rememberAccount } from '@/lib/http/security-log';
import { findReader, requireReader } from '../sessions/identity-commands';
import { useToken, type TokenHolder } from './token-commands';
import type { Scope } from './token-rules';
import type { Reader } from '../types';
import { words } from '@/lib/words';

const BEARER = /^Bearer +(\S+)$/i;

/**
 * A token may do what its scopes allow, from anywhere. A session may do everything, but only from
 * our own pages. Throws unauthorized or forbidden.
 */
export async function requireActor(headers: Headers, scope: Scope): Promise<Reader> {
  const holder = await readerByToken(headers, scope);
  if (holder) return holder;
  requireSameOrigin(headers);
  return requireReader(headers);
}

/** Null without a token and a session; throws for an invalid token. */
export async function findActor(headers: Headers, scope: Scope): Promise<Reader | null> {
  return (await readerByToken(headers, scope)) ?? findReader(headers);
}

/** The token's account and scopes; null without one. Throws unauthorized. */
export async function findHolder(headers: Headers): Promise<TokenHolder | null> {
  const authorization = headers.get('authorization');
  if (authorization === null) return null;
  const token = BEARER.exec(authorization)?.[1];
  const holder = token ? await useToken(database(), token, systemClock()) : null;
  if (!holder) throw new AppError('unauthorized', words.refusals.tokenInvalid);
  logTokenUse(holder, headers);
  return holder;
}

/** Records the account for the security log, which has a line for a token's first use. */
export function logTokenUse({ reader, tokenId, isFirstUse }: TokenHolder, headers: Headers): void {
  rememberAccount(headers, reader.id);
  if (isFirstUse) logSecurity('token_first_used', headers, { token: tokenId });
}

async function readerByToken(headers: Headers, scope: Scope): Promise<Reader | null> {
  const holder = await findHolder(headers);
  if (!holder) return null;
  if (!holder.scopes.includes(scope)) {
    throw new AppError('forbidden', words.refusals.tokenScope(scope));
  }
  return holder.reader;
}

/** The account of the token in a feed's address, which its bearer may read. Throws not_found. */
export async function readerOfFeedToken(token: string): Promise<Reader> {
  const holder = await useToken(database(), token, systemClock());
  if (!holder?.scopes.includes('feed')) {
    throw new AppError('not_found', words.refusals.feedToken);
  }
  if (holder.isFirstUse) {
    const { reader, tokenId } = holder;
    logSecurity('token_first_used', undefined, { account: reader.id, token: tokenId });
  }
  return holder.reader;
}
