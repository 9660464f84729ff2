/**
 * The cadences of digests, one row each. SQL computes their days (due_times, look_ahead_days), and
 * lib/words names them.
 */
import type { Cadence } from '@/lib/db/generated/enums';
import type { TrendingWindow } from '@/lib/ranking/trending';

export type { Cadence };

type CadenceRow = {
  /** Days of editions that a digest chooses from: more than between two digests. */
  poolDays: number;
  /** The trending window that ranks its papers. */
  window: TrendingWindow;
};

export const CADENCE: Record<Cadence, CadenceRow> = {
  weekdays: { poolDays: 8, window: 'day' },
  daily: { poolDays: 8, window: 'day' },
  weekly: { poolDays: 15, window: 'week' },
  monthly: { poolDays: 32, window: 'month' },
};

export const CADENCES = Object.keys(CADENCE) as Cadence[];
