/** Personal tokens: format, scopes and limit per reader. Pure. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

export const SCOPES = [
  'profile',
  'votes',
  'comments',
  'library',
  'submissions',
  'digest',
  'interests',
  'webhooks',
  'feed',
] as const;
export type Scope = (typeof SCOPES)[number];

export const MAX_TOKENS = 20;
const MAX_DAYS = 366;
const HINT_CHARS = 4;
/** A prefix by which secret scanners find a published token. */
const TOKEN = /^bsp_[\w-]{43}$/;

const list = (value: unknown) => (value === undefined ? [] : [value].flat());

export const tokenForm = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z.preprocess(list, z.array(z.enum(SCOPES)).min(1).max(SCOPES.length)),
  /** Days until it expires; null for a token that doesn't. */
  days: z.preprocess(
    (text) => (text === '' || text === undefined ? null : Number(text)),
    z.int().min(1).max(MAX_DAYS).nullable(),
  ),
});
export type NewToken = z.infer<typeof tokenForm>;

export function makeToken(): { token: string; hash: string; hint: string } {
  const token = `bsp_${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token), hint: token.slice(-HINT_CHARS) };
}

/** Hashes a token for storage. Null for a malformed one, which saves a query. */
export function personalTokenHash(token: string): string | null {
  return TOKEN.test(token) ? hashOf(token) : null;
}

/** 256 random bits need no salt and no slow hash. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
