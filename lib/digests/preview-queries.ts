/** Previews the next digest: its day, and the papers that delivery would choose now. */
import { databasePool, type Database, type Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import type { Preferences } from '@/lib/subscriptions/rules';
import { historyBefore } from '@/lib/recommend/candidate-queries';
import { choose } from '@/lib/recommend/diversity';
import { personalOfSubscriptions } from '@/lib/recommend/reader-queries';
import type { Choice } from '@/lib/recommend/types';
import { digestSlot, type DigestSlot } from './choose/slot';

export type Previewed = Preferences & {
  /** The subscriber whose sent papers aren't repeated. */
  subscriptionId: string;
  /** No digest is due before this day. */
  pausedUntil: Day | null;
};

type Preview = { day: Day; slot: DigestSlot; choices: Choice[] };

/** The next digest of a reader with these preferences, or that of `day`. */
export async function previewDigest(
  db: Database,
  reader: Previewed,
  when: { now: Date; day?: Day },
): Promise<Preview> {
  const day = when.day ?? (await nextDigestDay(db, reader, when.now));
  const slot = await digestSlot(db, reader.cadence, day);
  const [history, personal] = await Promise.all([
    historyBefore(databasePool(), reader.subscriptionId, slot),
    personalOfSubscriptions(db, [reader.subscriptionId], slot),
  ]);
  const ranked = slot.ranked(reader, personal.get(reader.subscriptionId));
  const choices = choose(ranked, { ...history, maxPapers: reader.maxPapers });
  return { day, slot, choices };
}

/** The local date of the next due digest. */
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
