/** Counts the outcomes of storing records, and adds up such counts. Pure. */
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

/** Adds the records and parts that the parser dropped. */
export function withParsed(
  result: StoreResult,
  { rejected, cut }: Pick<StoreResult, 'rejected' | 'cut'>,
): StoreResult {
  return sum(result, { ...NOTHING, rejected, cut });
}
