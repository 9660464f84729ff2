import { publicUrl } from '@/lib/env';

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

/** The answer that makes a browser forget the session and its hint. */
export function signedOut(answer: Response, cookies: readonly string[]): Response {
  for (const cookie of [...cookies, hint(0)]) answer.headers.append('set-cookie', cookie);
  return answer;
}

function hint(maxAgeS: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `reader=1; Path=/; Max-Age=${maxAgeS}; SameSite=Lax${secure}`;
}
