/** Confirmed subscribers, one by hand or many at once. */
import type { Pool } from 'pg';
import type { Database } from '@/lib/db/client';
import type { Subscription } from '@/lib/db/generated/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { confirmSubscription } from '@/lib/subscriptions/commands';
import { confirmationExpiry, type Preferences } from '@/lib/subscriptions/rules';
import { confirmToken, manageToken, tokenHash } from '@/lib/subscriptions/tokens';
import { listing } from './factories';

/** The day of these tests' digests, a Friday, and the hour that they are due. */
export const SLOT_DAY = '2025-03-14';
export const SLOT_AT = new Date(`${SLOT_DAY}T07:00:00Z`);
const BEFORE_SLOT = new Date(SLOT_AT.getTime() - 60_000);

let made = 0;

/** Confirmed a minute before the slot, unless `confirmedAt` is given. */
export async function subscriber(
  db: Database,
  overrides: Partial<Preferences> & { email?: string; confirmedAt?: Date } = {},
): Promise<Subscription & { link: string }> {
  made += 1;
  const { email = `reader${made}@example.org`, confirmedAt = BEFORE_SLOT, ...chosen } = overrides;
  const id = crypto.randomUUID();
  const [link, confirmation] = [manageToken(id, 1), confirmToken(id, confirmedAt)];
  await db.subscription.create({
    data: {
      id,
      email,
      state: 'pending',
      manageTokenHash: tokenHash(link) ?? '',
      confirmTokenHash: tokenHash(confirmation),
      confirmExpiresAt: confirmationExpiry(confirmedAt),
      ...chosen,
    },
  });
  const confirmed = await confirmSubscription(db, confirmation, confirmedAt);
  if (!confirmed.ok) throw new Error(confirmed.reason);
  return { ...confirmed.subscription, link };
}

/** Active subscribers, all due at SLOT_AT; their links are invalid. */
export async function manySubscribers(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO "Subscription" ("id", "email", "state", "cadence", "manageTokenHash",
       "confirmedAt", "nextDueAt", "topics", "authors", "wordsIn", "wordsOut")
     SELECT gen_random_uuid(), 'many' || n || '@example.org', 'active', 'daily', 'link of many ' || n,
       $2, $2, '{}', '{}', '{}', '{}'
     FROM generate_series(1, $1) n`,
    [count, SLOT_AT],
  );
}

/** Papers on a day's list, each on another subject; `first` numbers them. */
export async function listPapers(
  db: Database,
  { on = SLOT_DAY, count = 5, first = 1 }: { on?: string; count?: number; first?: number } = {},
): Promise<void> {
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  const papers = numbers.map((n) =>
    listing({
      id: `2503.9${String(n).padStart(4, '0')}`,
      listedOn: on,
      upstreamVotes: n,
      paper: { title: `Weighing Fog Number ${n}` },
    }),
  );
  await storeListings(db, papers, []);
}

/** Pending confirmation mails. */
export async function waitingConfirmations(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM graphile_worker.jobs WHERE task_identifier = 'mail-confirmation'`,
  );
  return rows[0]?.n ?? 0;
}
