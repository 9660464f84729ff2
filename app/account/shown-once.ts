/**
 * What a form made, on its way to the one page that shows it: for a minute, in a cookie that no
 * script reads, since an address would keep it in the browser's history.
 */
import { cookies } from 'next/headers';
import { publicUrl } from '@/lib/env';

const SHOWN_FOR_S = 60;

export type ShownOnce = {
  /** A `Set-Cookie` header. */
  cookie: (value: string) => string;
  find: () => Promise<string | null>;
};

export const newToken = shownOnce('new-token', '/account');
/** Holds the webhook's id, from which its secret is made again. */
export const newWebhook = shownOnce('new-webhook', '/account/webhooks');

function shownOnce(name: string, path: string): ShownOnce {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return {
    cookie: (value) =>
      `${name}=${value}; Path=${path}; Max-Age=${SHOWN_FOR_S}; HttpOnly; SameSite=Strict${secure}`,
    find: async () => (await cookies()).get(name)?.value ?? null,
  };
}
