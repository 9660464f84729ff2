/** What the submit page shows of a paper that is asked for; a look-up, which changes nothing. */
import { today } from '@/app/site';
import type { PreviewedPaper } from '@/components/submission/paper-preview';
import type { Reader } from '@/lib/accounts/types';
import { database } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { requireAllowance } from '@/lib/http/limit-commands';
import { lookUpAtSource, type FoundPaper } from '@/lib/ingest/paper-commands';
import { parsePaperId } from '@/lib/papers/ids';
import { CARD_AUTHORS, getPaper } from '@/lib/papers/queries';
import { lookUpPaper } from '@/lib/submissions/look-up-queries';
import type { Standing } from '@/lib/submissions/rules';

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

/** `paper` is null where arXiv can't be asked now: it can be submitted unseen. */
export async function previewOf(reader: Reader, asked: string): Promise<Preview> {
  const parsed = parsePaperId(asked);
  if (!parsed) return { problem: 'paper' };
  if (!(await mayLookUp(reader))) return { problem: 'limit' };
  const found = await lookUpPaper(database(), parsed.id, { ask: lookUpAtSource, today: today() });
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
