/** Who may list a paper at once, and which papers may be listed: pure. */
import { addCalendarDays, type Day } from '@/lib/calendar';
import { words } from '@/lib/words';

/** A younger account's submissions wait for a curator. */
export const NEW_ACCOUNT_DAYS = 7;
/** A paper listed more lately than this is no older paper, whatever became of it. */
export const RELIST_AFTER_DAYS = 30;
export const MAX_NOTE = 500;
const DAY_MS = 86_400_000;

export type Submitter = { role: 'reader' | 'curator'; trustedAt: Date | null; createdAt: Date };

/** New accounts wait, unless a curator has given their word. */
export function mustWait({ role, trustedAt, createdAt }: Submitter, now: Date): boolean {
  if (role === 'curator' || trustedAt) return false;
  return now.getTime() - createdAt.getTime() < NEW_ACCOUNT_DAYS * DAY_MS;
}

export type ListedPaper = {
  /** Null for a paper that no edition has had. */
  lastListedOn: Day | null;
  version: number | null;
  /** The day of its latest version. */
  revisedOn: Day | null;
  /** Whether a later version was listed before: once is enough. */
  wasListedAgain: boolean;
  withdrawn: boolean;
  hidden: boolean;
};

/**
 * What speaks against listing a paper today: it stands on an edition already, its one listing as
 * a revision is spent, its authors withdrew it, or a curator hid it. A revision may be listed
 * where its submitter says that it is one.
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

/** Whether a version that we haven't heard of would change what may be done with a paper. */
export function mayBeRevised(paper: ListedPaper, today: Day): boolean {
  const { hidden, withdrawn, wasListedAgain, lastListedOn } = paper;
  const isOver = hidden || withdrawn || wasListedAgain;
  return !isOver && lastListedOn !== null && isOld(lastListedOn, today);
}

function isOld(listedOn: Day, today: Day): boolean {
  return addCalendarDays(listedOn, RELIST_AFTER_DAYS) <= today;
}

/** What the edition says beside a paper: that it is a revision, and the submitter's own words. */
export function listingNote(note: string, revision: number | null): string | null {
  const notes = [revision !== null && words.submit.revisedNote(revision), note];
  return notes.filter(Boolean).join('. ') || null;
}

/** Why a submission that waited for arXiv isn't listed, for its submitter. */
export const REFUSALS: Record<Exclude<Standing, 'unlisted'> | 'unknown', string> =
  words.refusals.submission;
