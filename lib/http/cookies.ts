/** Writes the site's own cookies; those of an https site are bound to its host. */
import { publicUrl } from '@/lib/env';

export const hasSecureCookies = publicUrl.startsWith('https:');

/** Browsers take a cookie of such a name from this very host only, over TLS, for all its paths. */
export const COOKIE_PREFIX = hasSecureCookies ? '__Host-' : '';

type CookieOptions = { maxAgeS: number; sameSite: 'Lax' | 'Strict'; isHttpOnly: boolean };

/** A `Set-Cookie` header. The browser keeps the cookie under COOKIE_PREFIX and `name`. */
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
