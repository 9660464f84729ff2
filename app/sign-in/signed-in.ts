import { setCookie } from '@/lib/http/cookies';

const SESSION = /better-auth\.session_token=[^;]/;
const DAYS_60_S = 60 * 86_400;

/**
 * Sets a session's cookies, and beside them a readable one: it states only that a reader is signed
 * in, so that pages request personal data only then.
 */
export function signedIn(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  if (hasNewSession(cookies)) {
    answer.headers.append('set-cookie', hint(DAYS_60_S));
  }
  return answer;
}

export function hasNewSession(cookies: readonly string[]): boolean {
  return cookies.some((cookie) => SESSION.test(cookie));
}

/**
 * Clears the session, its readable cookie and cached pages from a browser. With `everything` also
 * offline editions and scripts' storage. Ends cookies one by one: Clear-Site-Data would end those
 * of the domain's other hosts too.
 */
export function signedOut(
  answer: Response,
  cookies: readonly string[],
  { everything = false } = {},
): Response {
  answer.headers.set('clear-site-data', everything ? '"cache", "storage"' : '"cache"');
  for (const cookie of [...cookies, hint(0)]) answer.headers.append('set-cookie', cookie);
  return answer;
}

function hint(maxAgeS: number): string {
  return setCookie('reader', '1', { maxAgeS, sameSite: 'Lax', isHttpOnly: false });
}
