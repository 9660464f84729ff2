import { safeNext } from '@/lib/accounts/rules';
import { PATHS } from '@/lib/site/paths';

/** The page that signs a reader in and leads on to what they meant to do. */
export function signInPath(
  { next, vote }: { next?: string; vote?: string },
  problem?: string,
): string {
  const query = new URLSearchParams({ next: safeNext(next) });
  if (vote) query.set('vote', vote);
  if (problem) query.set('problem', problem);
  return `${PATHS.signIn}?${query}`;
}

/** The page that a reader who is signed in confirms on that it is them, by a passkey or a link. */
export function confirmPath(next: string, reason: 'stale' | 'passkey' = 'stale'): string {
  return `${PATHS.signIn}?${new URLSearchParams({ next: safeNext(next), confirm: reason })}`;
}
