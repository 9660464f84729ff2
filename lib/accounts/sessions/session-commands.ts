/** Creates and extends sessions. */
import type { Db } from '@/lib/db/client';
import { logSecurity } from '@/lib/http/security-log';
import { extensionOf, type Session } from './session-rules';

/** Extends a session in use, so that it doesn't end as idle. */
export async function keepSession(db: Db, session: Session, now: Date): Promise<void> {
  const expiresAt = extensionOf(session, now);
  if (!expiresAt) return;
  await db.session.updateMany({
    where: { id: session.id, expiresAt: { lt: expiresAt } },
    data: { expiresAt },
  });
}

export function logSignIn(
  { userId, method }: { userId: string; method?: unknown },
  headers: Headers | undefined,
): void {
  logSecurity('sign_in', headers, {
    account: userId,
    method: typeof method === 'string' ? method : null,
  });
}
