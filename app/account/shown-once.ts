/**
 * What a form made, on its way to the one page that shows it: for a minute, in a cookie that no
 * script reads, since an address would keep it in the browser's history.
 */
import { cookies } from 'next/headers';
import { COOKIE_PREFIX, setCookie } from '@/lib/http/cookies';

const SHOWN_FOR_S = 60;

export type ShownOnce = {
  /** A `Set-Cookie` header. */
  cookie: (value: string) => string;
  find: () => Promise<string | null>;
};

export const newToken = shownOnce('new-token');
/** Holds the webhook's id, from which its secret is made again. */
export const newWebhook = shownOnce('new-webhook');

function shownOnce(name: string): ShownOnce {
  const options = { maxAgeS: SHOWN_FOR_S, sameSite: 'Strict', isHttpOnly: true } as const;
  return {
    cookie: (value) => setCookie(name, value, options),
    find: async () => (await cookies()).get(COOKIE_PREFIX + name)?.value ?? null,
  };
}
