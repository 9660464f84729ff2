/**
 * Passes a new secret from its form to the page that shows it once: in an HttpOnly cookie for a
 * minute, because an address would stay in the browser's history.
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
/** Contains the webhook's id, from which the page derives the secret again. */
export const newWebhook = shownOnce('new-webhook');

function shownOnce(name: string): ShownOnce {
  const options = { maxAgeS: SHOWN_FOR_S, sameSite: 'Strict', isHttpOnly: true } as const;
  return {
    cookie: (value) => setCookie(name, value, options),
    find: async () => (await cookies()).get(COOKIE_PREFIX + name)?.value ?? null,
  };
}
