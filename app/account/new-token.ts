/**
 * A token that was just made, on its way to the one page that shows it: for a minute, in a cookie
 * that no script reads, since an address would keep it in the browser's history.
 */
import { cookies } from 'next/headers';
import { publicUrl } from '@/lib/env';

const NAME = 'new-token';
const SHOWN_FOR_S = 60;

export function newTokenCookie(token: string): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${NAME}=${token}; Path=/account; Max-Age=${SHOWN_FOR_S}; HttpOnly; SameSite=Strict${secure}`;
}

export async function findNewToken(): Promise<string | null> {
  return (await cookies()).get(NAME)?.value ?? null;
}
