/** Decides who may list a paper at once, and which papers may be listed. Pure. */
import { addCalendarDays, type Day } from '@/lib/calendar';
import { words } from '@/lib/words';

/** A younger account's submissions wait for a curator. */
export const NEW_ACCOUNT_DAYS = 7;
/** A paper listed more recently doesn't count as older, even if it was revised. */
export const RELIST_AFTER_DAYS = 30;
export const MAX_NOTE = 500;
const DAY_MS = 86_400_000;

export type Submitter = { role: 'reader' | 'curator'; trustedAt: Date | null; createdAt: Date };

/** New accounts wait, unless a curator trusts them. */
export function mustWait({ role, trustedAt, createdAt }: Submitter, now: Date): boolean {
  if (role === 'curator' || trustedAt) return false;
  return now.getTime() - createdAt.getTime() < NEW_ACCOUNT_DAYS * DAY_MS;
}

export type ListedPaper = {
  /** Null for a paper without an edition. */
  lastListedOn: Day | null;
  version: number | null;
  /** The day of its latest version. */
  revisedOn: Day | null;
  /** Whether a later version was listed before: only one may be. */
  wasListedAgain: boolean;
  withdrawn: boolean;
  hidden: boolean;
};

/**
 * Reasons against listing a paper today: it is in an edition, its one revision is listed, its
 * authors withdrew it, or a curator hid it. A revision may be listed if its submitter marks it as
 * one.
 */
export type Standing = 'unlisted' | 'revised' | 'listed' | 'listed_again' | 'withdrawn' | 'hidden';

export function standingOf(paper: ListedPaper, today: Day): Standing {
  if (paper.hidden) return 'hidden';
  if (paper.withdrawn) return 'withdrawn';
  const { lastListedOn, revisedOn, version } = paper;
  if (lastListedOn === null) return 'unlisted';
  const isRevised = (version ?? 1) > 1 && revisedOn !== null && revisedOn > lastListedOn;
  if (!isRevised || !isOld(lastListedOn, today)) return 'listed';
  return paper.wasListedAgain ? 'listed_again' : 'revised';
}

/** Whether an unfetched newer version would change the possible actions. */
export function mayBeRevised(paper: ListedPaper, today: Day): boolean {
  const { hidden, withdrawn, wasListedAgain, lastListedOn } = paper;
  const isOver = hidden || withdrawn || wasListedAgain;
  return !isOver && lastListedOn !== null && isOld(lastListedOn, today);
}

function isOld(listedOn: Day, today: Day): boolean {
  return addCalendarDays(listedOn, RELIST_AFTER_DAYS) <= today;
}

/** The edition's remark on a paper: that it is a revision, and the submitter's own words. */
export function listingNote(note: string, revision: number | null): string | null {
  const notes = [revision !== null && words.submit.revisedNote(revision), note];
  return notes.filter(Boolean).join('. ') || null;
}

/** Message to the submitter if a submission isn't listed after waiting for arXiv. */
export const REFUSALS: Record<Exclude<Standing, 'unlisted'> | 'unknown', string> =
  words.refusals.submission;
