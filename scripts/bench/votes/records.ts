/** Computes each day's readers with a record, as production's job does. */
import { CONFIRMED_BY, CONFIRMED_VOTES, weightOf } from '@/lib/votes/weight';
import { sums, weighed } from './count';
import type { Press } from './crowd';

export class Records {
  readonly #confirmed = new Map<string, number>();

  isProven = (userId: string): boolean => (this.#confirmed.get(userId) ?? 0) >= CONFIRMED_VOTES;

  /** Adds a day's votes to the readers' records. */
  add(presses: readonly Press[]): void {
    const counted = weighed(presses);
    const totals = sums(counted);
    for (const { paperId, userId, discounts } of counted) {
      if (discounts.some(({ reason }) => reason === 'network' || reason === 'mailbox')) continue;
      if ((totals.get(paperId) ?? 0) - weightOf(discounts) < CONFIRMED_BY) continue;
      this.#confirmed.set(userId, (this.#confirmed.get(userId) ?? 0) + 1);
    }
  }
}
