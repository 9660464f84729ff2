/** Rules of double opt-in and preferences: limits and defaults. Pure. */
import { words } from '@/lib/words';
import type { Cadence } from './cadences';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export const CONFIRM_WITHIN_HOURS = 48;
/** Limits confirmations to one inbox, however often a form is sent. */
export const CONFIRMATIONS_A_DAY = 3;
const CONFIRMATION_GAP_MS = 5 * MINUTE_MS;

/** A subscriber's preferences. Hours are in their own time zone; weekdays are ISO's. */
export type Preferences = {
  cadence: Cadence;
  weekday: number;
  hour: number;
  timeZone: string;
  maxPapers: number;
  onlyTrending: boolean;
  topics: string[];
  authors: string[];
  wordsIn: string[];
  wordsOut: string[];
};

/** Defaults; the database schema has the same for a new row. */
export const DEFAULT_PREFERENCES: Preferences = {
  cadence: 'weekdays',
  weekday: 1,
  hour: 7,
  timeZone: 'UTC',
  maxPapers: 8,
  onlyTrending: false,
  topics: [],
  authors: [],
  wordsIn: [],
  wordsOut: [],
};

/** Whether another confirmation may be mailed now, and its number of the day. */
export function confirmationAllowed(
  mailed: { lastAt: Date | null; today: number },
  now: Date,
): { allowed: true; ofToday: number } | { allowed: false } {
  const { lastAt, today } = mailed;
  if (!lastAt) return { allowed: true, ofToday: 1 };
  const sinceMs = now.getTime() - lastAt.getTime();
  if (sinceMs >= DAY_MS) return { allowed: true, ofToday: 1 };
  if (sinceMs < CONFIRMATION_GAP_MS || today >= CONFIRMATIONS_A_DAY) return { allowed: false };
  return { allowed: true, ofToday: today + 1 };
}

export function confirmationExpiry(mailedAt: Date): Date {
  return new Date(mailedAt.getTime() + CONFIRM_WITHIN_HOURS * 60 * MINUTE_MS);
}

/** `on weekdays at 07:00, Europe/Vienna time` */
export function cadenceInWords({
  cadence,
  weekday,
  hour,
  timeZone,
}: Pick<Preferences, 'cadence' | 'weekday' | 'hour' | 'timeZone'>): string {
  const days = words.cadences[cadence].days(weekday);
  return words.preferences.schedule(days, words.dates.hour(hour), timeZone);
}
