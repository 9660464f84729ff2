/** Personal tokens: what they look like, what each may do, how many a reader has. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';

/** What each scope allows, in the words of the account page. */
export const SCOPES = {
  profile: 'Know who you are: your handle and name',
  votes: 'Vote, and take votes back',
  comments: 'Write comments, change and delete yours',
  library: 'Save papers to your library, and take them out',
  submissions: 'Submit papers',
  digest: 'Read your digest, and what it looks for',
  interests: 'Choose what your digest looks for',
  webhooks: 'Have addresses of yours told of news',
  feed: 'Read your For you feed, at an address that holds the token',
} as const;

export type Scope = keyof typeof SCOPES;

const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
export const MAX_TOKENS = 20;
const MAX_DAYS = 366;
const HINT_CHARS = 4;
/** The prefix lets scanners of repositories know one that was published by mistake. */
const TOKEN = /^bsp_[\w-]{43}$/;

const list = (value: unknown) => (value === undefined ? [] : [value].flat());

export const tokenForm = z.object({
  name: z.string().trim().min(1).max(60),
  scopes: z.preprocess(list, z.array(z.enum(SCOPE_NAMES)).min(1).max(SCOPE_NAMES.length)),
  /** Days until it is over; none for a token that stays. */
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

/** What is stored and looked up. Null for what can't be a token, so that nothing is asked for it. */
export function personalTokenHash(token: string): string | null {
  return TOKEN.test(token) ? hashOf(token) : null;
}

/** 256 random bits need no salt and no slow hash. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
