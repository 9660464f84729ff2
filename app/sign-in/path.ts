import { safeNext } from '@/lib/accounts/rules';
import { PATHS } from '@/lib/site/paths';

/** The sign-in page, with a redirect to the reader's intended action. */
export function signInPath(
  { next, vote }: { next?: string; vote?: string },
  problem?: string,
): string {
  const query = new URLSearchParams({ next: safeNext(next) });
  if (vote) query.set('vote', vote);
  if (problem) query.set('problem', problem);
  return `${PATHS.signIn}?${query}`;
}

/** The page on which a signed-in reader confirms their identity, by passkey or link. */
export function confirmPath(next: string, reason: 'stale' | 'passkey' = 'stale'): string {
  return `${PATHS.signIn}?${new URLSearchParams({ next: safeNext(next), confirm: reason })}`;
}
