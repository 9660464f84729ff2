/** The cookie by which a sign-in link knows the browser that requested it: the link's hash. */
import { createHash } from 'node:crypto';
import { auth } from './auth';
import { SIGN_IN_WITHIN_MINUTES } from '../rules';

const NAME = 'link';
const MINUTE_S = 60;

/** The `Set-Cookie` header for a link, given its hash. */
export async function linkCookie(hash: string): Promise<string> {
  const maxAge = SIGN_IN_WITHIN_MINUTES * MINUTE_S;
  const { name, attributes } = await cookie();
  // Lax, since a link in a mail leads here from another site.
  const shared = `Path=${attributes.path ?? '/'}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
  return `${name}=${hash}; ${shared}${attributes.secure ? '; Secure' : ''}`;
}

/** The cookie of a browser whose reader has said that they requested the link elsewhere. */
export async function acceptedLinkCookie(token: string): Promise<string> {
  return linkCookie(linkHash(token));
}

/** Whether this browser requested the link, or its reader has accepted it here. */
export async function hasLinkCookie(token: string, headers: Headers): Promise<boolean> {
  const { name } = await cookie();
  const expected = `${name}=${linkHash(token)}`;
  return (headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === expected);
}

/** As better-auth stores a link. */
export function linkHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** Named as all cookies of signing in, which the front passes on (lib/front/policy.ts). */
async function cookie() {
  return (await auth().$context).createAuthCookie(NAME);
}
