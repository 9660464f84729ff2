/** Cadences of digests. */
import type { Cadence } from '@/lib/db/generated/enums';
import { dates } from './dates';

type CadenceWords = {
  /** A choice in the form of preferences. */
  label: string;
  /** In a sentence; `weekday` is an ISO one. */
  days: (weekday: number) => string;
};

export const cadences: Record<Cadence, CadenceWords> = {
  weekdays: { label: 'On weekdays', days: () => 'on weekdays' },
  daily: { label: 'Every day', days: () => 'every day' },
  weekly: { label: 'Once a week', days: (weekday) => `on ${dates.isoWeekday(weekday)}s` },
  monthly: { label: 'Once a month', days: () => 'on the first of each month' },
};
