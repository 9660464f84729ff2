/** Looks a paper up for the submit page, within the reader's allowance. Stores nothing. */
import type { Reader } from '@/lib/accounts/types';
import { database } from '@/lib/db/client';
import { dayIn, type Day } from '@/lib/calendar';
import { systemClock } from '@/lib/clock';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { requireAllowance } from '@/lib/http/limit-commands';
import { lookUpAtSource, type FoundPaper } from '@/lib/ingest/paper-commands';
import { parsePaperId } from '@/lib/papers/ids';
import { CARD_AUTHORS, getPaper } from '@/lib/papers/queries';
import { lookUpPaper } from './look-up-queries';
import type { Standing } from './rules';

export type PreviewedPaper = {
  title: string;
  /** The first names only; `authorCount` counts all. */
  authors: string[];
  authorCount: number;
  abstract: string;
};

export type Preview =
  | { problem: 'paper' | 'unknown' | 'limit' }
  | { problem: null; paperId: string; paper: null; standing: 'unlisted'; version: null }
  | {
      problem: null;
      paperId: string;
      paper: PreviewedPaper;
      standing: Standing;
      version: number | null;
      lastListedOn: Day | null;
    };

/** `paper` is null while the source is unavailable: the reader can submit without a preview. */
export async function previewOf(reader: Reader, typed: string): Promise<Preview> {
  const parsed = parsePaperId(typed);
  if (!parsed) return { problem: 'paper' };
  if (!(await mayLookUp(reader))) return { problem: 'limit' };
  const today = dayIn(env.EDITION_TIME_ZONE, systemClock());
  const found = await lookUpPaper(database(), parsed.id, { ask: lookUpAtSource, today });
  const { paperId } = found;
  if (found.status === 'unknown') return { problem: 'unknown' };
  if (found.status === 'away') {
    return { problem: null, paperId, paper: null, standing: 'unlisted', version: null };
  }
  const { fetched, standing, version, lastListedOn } = found;
  const paper = fetched ? fromSource(fetched) : await fromHere(paperId);
  return { problem: null, paperId, paper, standing, version, lastListedOn };
}

async function mayLookUp(reader: Reader): Promise<boolean> {
  try {
    await requireAllowance('look_up', reader.id);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'rate_limited') return false;
    throw error;
  }
}

function fromSource({ facts }: FoundPaper): PreviewedPaper {
  const { title, abstract, authors } = facts;
  return { title, abstract, authors: firstNames(authors), authorCount: authors.length };
}

async function fromHere(paperId: string): Promise<PreviewedPaper> {
  const { title, abstract, authors, authorCount } = await getPaper(database(), paperId);
  return { title, abstract, authors: firstNames(authors), authorCount };
}

function firstNames(authors: readonly { name: string }[]): string[] {
  return authors.slice(0, CARD_AUTHORS).map(({ name }) => name);
}
