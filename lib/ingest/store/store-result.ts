/** What storing a batch of records did, and how such results add up: pure. */
import type { Cut, Rejected } from '../types';

export type StoreResult = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Rejected[];
  cut: Cut[];
};

export const NOTHING: StoreResult = {
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: [],
  cut: [],
};

export function sum(one: StoreResult, other: StoreResult): StoreResult {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    unchanged: one.unchanged + other.unchanged,
    rejected: [...one.rejected, ...other.rejected],
    cut: [...one.cut, ...other.cut],
  };
}

/** The result with what the parser left out or cut before anything was stored. */
export function withParsed(
  result: StoreResult,
  { rejected, cut }: Pick<StoreResult, 'rejected' | 'cut'>,
): StoreResult {
  return sum(result, { ...NOTHING, rejected, cut });
}
