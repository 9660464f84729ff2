/** Previews a paper before its submission, without changes. */
import type { Db } from '@/lib/db/client';
import type { Day } from '@/lib/calendar';
import type { FoundPaper, SourceAnswer } from '@/lib/ingest/paper-commands';
import { findKnownPaper } from './queries';
import { mayBeRevised, standingOf, type Standing } from './rules';

/** Fetches arXiv's record of an id (lib/ingest/paper-commands.ts). */
export type Ask = (id: string) => Promise<SourceAnswer>;

export type LookedUp =
  | { status: 'unknown'; paperId: string }
  | { status: 'away'; paperId: string }
  | {
      status: 'found';
      /** The kept paper's id, if a duplicate was requested. */
      paperId: string;
      standing: Standing;
      version: number | null;
      lastListedOn: Day | null;
      /** arXiv's current record, if it was fetched. */
      fetched: FoundPaper | null;
    };

/** Fetches from arXiv if the paper is unknown, or may have been revised since its edition. */
export async function lookUpPaper(
  db: Db,
  typed: string,
  { ask, today }: { ask: Ask; today: Day },
): Promise<LookedUp> {
  const known = await findKnownPaper(db, typed);
  const paperId = known?.id ?? typed;
  const answer = !known || mayBeRevised(known, today) ? await ask(paperId) : null;
  if (!known && answer?.status !== 'found') return { status: answer?.status ?? 'unknown', paperId };
  const fetched = answer?.status === 'found' ? answer : null;
  const facts = {
    lastListedOn: null,
    wasListedAgain: false,
    hidden: false,
    withdrawn: false,
    version: null,
    revisedOn: null,
    ...known,
    ...(fetched && {
      version: fetched.facts.version,
      withdrawn: fetched.facts.withdrawn,
      revisedOn: fetched.facts.updatedAt?.toISOString().slice(0, 10) ?? null,
    }),
  };
  const { version, lastListedOn } = facts;
  return {
    status: 'found',
    paperId,
    standing: standingOf(facts, today),
    version,
    lastListedOn,
    fetched,
  };
}
