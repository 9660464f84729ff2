import { setCookie } from '@/lib/http/cookies';

const SESSION = /better-auth\.session_token=[^;]/;
const DAYS_60_S = 60 * 86_400;

/**
 * The answer with a session's cookies, and beside them one that scripts may read: it says no
 * more than that somebody is signed in, so that pages ask for what is personal only then.
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
 * The answer that makes a browser forget the session, its hint and the pages it cached. With
 * `everything` it also forgets editions for reading offline and what a script stored. Cookies are
 * ended one by one: Clear-Site-Data would end those of the domain's other hosts too.
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
