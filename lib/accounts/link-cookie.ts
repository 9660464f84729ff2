/** The cookie by which a sign-in link knows the browser that requested it: the link's hash. */
import { createHash } from 'node:crypto';
import { auth } from './auth';
import { SIGN_IN_WITHIN_MINUTES } from './rules';

const NAME = 'link';
const MINUTE_S = 60;

/** The `Set-Cookie` header for a link, given its hash. */
export async function linkCookie(linkHash: string): Promise<string> {
  return setCookie(linkHash, SIGN_IN_WITHIN_MINUTES * MINUTE_S);
}

export async function forgetLinkCookie(): Promise<string> {
  return setCookie('', 0);
}

/** The cookie of a browser whose reader has said that they requested the link elsewhere. */
export async function acceptedLinkCookie(token: string): Promise<string> {
  return linkCookie(hashOf(token));
}

/** Whether this browser requested the link, or its reader has accepted it here. */
export async function hasLinkCookie(token: string, headers: Headers): Promise<boolean> {
  const { name } = await cookie(0);
  const expected = `${name}=${hashOf(token)}`;
  return (headers.get('cookie') ?? '').split(';').some((pair) => pair.trim() === expected);
}

/** As better-auth stores a link. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

async function setCookie(value: string, maxAge: number): Promise<string> {
  const { name, attributes } = await cookie(maxAge);
  const { path = '/', secure } = attributes;
  // Lax, since a link in a mail leads here from another site.
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAge}`, 'HttpOnly'];
  return [...parts, 'SameSite=Lax', ...(secure ? ['Secure'] : [])].join('; ');
}

/** Named as all cookies of signing in, which the front passes on (lib/front/policy.ts). */
async function cookie(maxAge: number) {
  return (await auth().$context).createAuthCookie(NAME, { maxAge });
}
