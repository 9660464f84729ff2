/** Validates the values that all sources' records consist of. */
import { z } from 'zod';
import { parsePaperId } from '@/lib/papers/ids';
import { isArxivId } from '@/lib/sources/arxiv';
import type { PaperId } from '@/lib/sources/source';
import { BadRecord } from './answer';

/** The maximum of Postgres' integer. */
const MAX_COUNT = 2_147_483_647;
/** arXiv's first day; no paper or list is older. */
const FIRST_DAY = '1991-08-14';
const DAY_MS = 86_400_000;

/** Drops an optional field that is invalid, instead of rejecting the record. */
export const lenient = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

export const count = z.int().min(0).max(MAX_COUNT);

/** No paper has more votes: a higher count is an error, and the limit leaves room for readers' votes. */
export const MOST_UPVOTES = 1_000_000;
export const upvoteCount = count.transform((votes) => Math.min(votes, MOST_UPVOTES));

/** A text, or null where it is absent or blank. */
export const words = lenient(z.string().trim()).transform((it) => it || null);

/** YYYY-MM-DD. */
export const day = z.iso.date().refine((it) => it >= FIRST_DAY, 'is before arXiv began');

export const instant = z.iso.datetime({ offset: true }).transform((it) => new Date(it));

/** A link that a browser may follow; drops others (javascript:, ftp:). */
export const webLink = lenient(
  z
    .string()
    .trim()
    .pipe(z.url({ protocol: /^https?$/ })),
).transform((it) => it ?? null);

/** The instant, or null at exactly midnight, which sources write where they know only the day. */
export function timeOfDay(at: Date | null | undefined): Date | null {
  return at && at.getTime() % DAY_MS !== 0 ? at : null;
}

/** The UTC day of an instant, as arXiv dates a submission. */
export function dayOf(at: Date): string {
  return day.parse(at.toISOString().slice(0, 10));
}

/** The paper of an arXiv id, link or OAI identifier. */
export function readArxivId(ref: string): PaperId {
  const paper = parsePaperId(ref.replace(/^oai:arXiv\.org:/i, ''));
  if (!paper || !isArxivId(paper.id)) throw new BadRecord(`"${ref}" is not an arXiv id`);
  return paper;
}
