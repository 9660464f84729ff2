/** The cookie that ties a sign-in link to its browser: the link's hash. */
import { createHash } from 'node:crypto';
import { auth } from './auth';
import { SIGN_IN_WITHIN_MINUTES } from '../rules';

const NAME = 'link';
const MINUTE_S = 60;

/** The `Set-Cookie` header for a link, given its hash. */
export async function linkCookie(hash: string): Promise<string> {
  const maxAge = SIGN_IN_WITHIN_MINUTES * MINUTE_S;
  const { name, attributes } = await cookie();
  // Lax, because a link in a mail arrives from another site.
  const shared = `Path=${attributes.path ?? '/'}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
  return `${name}=${hash}; ${shared}${attributes.secure ? '; Secure' : ''}`;
}

/** The cookie of a browser whose reader confirmed a request made elsewhere. */
export async function acceptedLinkCookie(token: string): Promise<string> {
  return linkCookie(linkHash(token));
}

/** Whether this browser requested the link, or its reader has accepted it here. */
export async function hasLinkCookie(token: string, headers: Headers): Promise<boolean> {
  const { name } = await cookie();
  const expected = `${name}=${linkHash(token)}`;
  return (headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === expected);
}

/** Hashes as better-auth stores a link. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Named like all sign-in cookies, which the front passes on (lib/front/policy.ts). */
async function cookie() {
  return (await auth().$context).createAuthCookie(NAME);
}
