/** Writes the site's own cookies; those of an https site are bound to its host. */
import { publicUrl } from '@/lib/env';

export const hasSecureCookies = publicUrl.startsWith('https:');

/** Browsers accept this prefix from this host only, over TLS, for all paths. */
export const COOKIE_PREFIX = hasSecureCookies ? '__Host-' : '';

type CookieOptions = { maxAgeS: number; sameSite: 'Lax' | 'Strict'; isHttpOnly: boolean };

/** A `Set-Cookie` header for `name` with COOKIE_PREFIX. */
export function setCookie(name: string, value: string, options: CookieOptions): string {
  const attributes = [
    'Path=/',
    `Max-Age=${options.maxAgeS}`,
    ...(options.isHttpOnly ? ['HttpOnly'] : []),
    `SameSite=${options.sameSite}`,
    ...(hasSecureCookies ? ['Secure'] : []),
  ];
  return [`${COOKIE_PREFIX}${name}=${value}`, ...attributes].join('; ');
}
