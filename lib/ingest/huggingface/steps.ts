/** Steps of a run that reads Hugging Face's lists: one for each day. */
import type { Day } from '@/lib/calendar';
import { log } from '@/lib/log';
import { keepValidators, storeListings } from '../store/store-commands';
import { dayQuestion } from '../run/failure-rules';
import { findValidators } from '../queries';
import type { ReadContext, Steps } from '../reader';
import { NOTHING, withParsed, type StoreResult } from '../store/store-result';
import type { Parsed } from '../types';
import { PAPERS_A_PAGE, type HuggingFaceClient } from './client';
import { removeUnlisted } from './removal-commands';

export type HuggingFaceContext = ReadContext & { client: HuggingFaceClient };

/** Reads Hugging Face's list of a day in each step; every run begins with the days `first`. */
export async function* huggingFaceSteps(
  context: HuggingFaceContext,
  { first = [], rest }: { first?: readonly Day[]; rest: readonly Day[] },
): Steps {
  const step = (day: Day) => ({
    name: day,
    question: dayQuestion('huggingface', day),
    take: () => readHuggingFaceDay(context, day),
  });
  for (const day of first) yield { ...step(day), cursor: null };
  for (const day of rest) yield { ...step(day), cursor: day };
}

async function readHuggingFaceDay(context: HuggingFaceContext, day: Day): Promise<StoreResult> {
  const { db, client, topics, signal } = context;
  const question = dayQuestion('huggingface', day);
  const validators = await findValidators(db, question);
  const answer = await client.dailyPapers(day, { ...validators, signal });
  if (answer.status !== 'ok') return NOTHING;
  const result = await storeListings(db, answer.records, topics);
  if (isWhole(answer)) {
    const removed = await removeUnlisted(
      db,
      day,
      answer.records.map(({ paper }) => paper.id),
    );
    if (removed.length > 0) log.info({ day, removed }, 'papers left the list of Hugging Face');
  }
  await keepValidators(db, question, { ...answer, checkedAt: context.clock() });
  return withParsed(result, answer);
}

/** Whether the list is complete: one page without a bad entry. */
function isWhole({ records, rejected }: Parsed<unknown>): boolean {
  return records.length > 0 && records.length < PAPERS_A_PAGE && rejected.length === 0;
}
