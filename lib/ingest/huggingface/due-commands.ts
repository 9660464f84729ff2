/** Decides which days of Hugging Face's list are due, from earlier runs and failures. */
import { dayIn, type Day } from '@/lib/calendar';
import type { Database } from '@/lib/db/client';
import { env } from '@/lib/env';
import { clearFailures } from '../run/failure-commands';
import { dayQuestion } from '../run/failure-rules';
import { failedDays, findLastRun } from '../queries';
import { ALWAYS_READ_DAYS, daysToRead, isRetried, scheduledDays } from '../run/windows';

export async function daysDue(
  db: Database,
  today: Day,
): Promise<{ days: Day[]; isSweep: boolean }> {
  const [lastDone, lastSwept] = await Promise.all([
    findLastRun(db, 'huggingface', ['due', 'sweep']),
    findLastRun(db, 'huggingface', ['sweep']),
  ]);
  const dayOf = (instant: Date | null) => instant && dayIn(env.EDITION_TIME_ZONE, instant);
  const days = daysToRead({ today, lastDone: dayOf(lastDone), lastSweptOn: dayOf(lastSwept) });
  return { days, isSweep: days.length > ALWAYS_READ_DAYS };
}

/** The due days still to read. Deletes failures of days that are too old for a retry. */
export async function daysLeft(
  db: Database,
  { today, ...facts }: { due: Day[]; cursor: string | null; now: Date; today: Day },
): Promise<{ first: Day[]; rest: Day[] }> {
  const failed = await failedDays(db, 'huggingface');
  const old = [...failed.keys()].filter((day) => !isRetried(day, today));
  await clearFailures(
    db,
    old.map((day) => dayQuestion('huggingface', day)),
  );
  for (const day of old) failed.delete(day);
  return scheduledDays({ ...facts, failed });
}
