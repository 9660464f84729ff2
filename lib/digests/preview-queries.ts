/** The next digest as it would be now: when it comes, and what delivery would choose for it. */
import { databasePool, type Database, type Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import type { Preferences } from '@/lib/subscriptions/rules';
import { pick } from './choose/choose';
import { personalFor } from './choose/personal-queries';
import { deliveredAmong } from './queries';
import { digestSlot, type DigestSlot } from './choose/slot';
import type { Choice } from './types';

export type Previewed = Preferences & {
  /** Whose papers aren't repeated. */
  subscriptionId: string;
  /** No digest before it. */
  pausedUntil: Day | null;
};

type Preview = { day: Day; slot: DigestSlot; choices: Choice[] };

/** What a reader with these preferences would be sent next, or on `day`. */
export async function previewDigest(
  db: Database,
  reader: Previewed,
  when: { now: Date; day?: Day },
): Promise<Preview> {
  const day = when.day ?? (await nextDigestDay(db, reader, when.now));
  const slot = await digestSlot(db, reader.cadence, day);
  const [{ delivered, since }, personal] = await Promise.all([
    historyOf(db, reader.subscriptionId, slot),
    personalFor(db, [reader.subscriptionId], slot),
  ]);
  const ranked = slot.ranked(reader, personal.get(reader.subscriptionId));
  const choices = pick(ranked, { delivered, maxPapers: reader.maxPapers, since });
  return { day, slot, choices };
}

/** The reader's own calendar day of the digest that is due next. */
async function nextDigestDay(db: Db, reader: Previewed, now: Date): Promise<Day> {
  const { cadence, weekday, hour, timeZone, pausedUntil } = reader;
  const [next] = await db.$queryRaw<[{ day: Day }]>`
    WITH begin AS (
      SELECT greatest(
        ${now}::timestamptz,
        (${pausedUntil}::date::timestamp AT TIME ZONE ${timeZone}) - interval '1 second'
      ) AS after
    )
    SELECT to_char(due.local_day, 'YYYY-MM-DD') AS day
    FROM begin, due_times(
      ${cadence}::"Cadence", ${weekday}::int, ${hour}::int, ${timeZone}, begin.after, 0,
      look_ahead_days(${cadence}::"Cadence")
    ) due
    WHERE due.due_at > begin.after ORDER BY due.due_at LIMIT 1`;
  return next.day;
}

async function historyOf(db: Database, subscriptionId: string, { paperIds }: DigestSlot) {
  const [delivered, [last]] = await Promise.all([
    deliveredAmong(databasePool(), [subscriptionId], paperIds),
    db.$queryRaw<{ day: Day }[]>`
      SELECT to_char(i."localDay", 'YYYY-MM-DD') AS day
      FROM "Delivery" d JOIN "Issue" i ON i."id" = d."issueId"
      WHERE d."subscriptionId" = ${subscriptionId} AND d."state" = 'sent'
      ORDER BY d."createdAt" DESC LIMIT 1`,
  ]);
  return {
    delivered: delivered.get(subscriptionId) ?? new Set<string>(),
    since: last?.day ?? null,
  };
}
