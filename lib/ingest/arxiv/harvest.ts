/** Steps of a run that harvests arXiv's changes in a window of days. */
import { env } from '@/lib/env';
import { storePapers } from '../store/store-commands';
import { knownIds } from '../queries';
import type { DayWindow, Steps } from '../reader';
import { NOTHING, sum, withParsed, type StoreResult } from '../store/store-result';
import type { PaperRecord, Parsed } from '../types';
import { StaleResumptionToken } from './oai';
import { markUnread } from './read-commands';
import type { ArxivContext } from './steps';

const PAPERS_A_TRANSACTION = 200;

/** Reads the changes in a window, a page of OAI-PMH for each step; the cursor is its token. */
export async function* harvestSteps(
  context: ArxivContext,
  window: DayWindow,
  resumptionToken: string | null,
): Steps {
  const { client, signal } = context;
  const [category, ...others] = env.INGEST_CATEGORIES;
  const pages = client.harvest({
    from: window.from,
    until: window.to,
    // Several categories share one harvest of everything; papers of other categories are skipped.
    category: others.length === 0 ? category : undefined,
    resumptionToken: resumptionToken ?? undefined,
    signal,
  });
  try {
    for await (const page of pages) {
      yield {
        name: `page ${page.resumptionToken ?? 'the last'}`,
        cursor: page.resumptionToken,
        take: () => storeHarvest(context, page),
      };
    }
  } catch (error) {
    // Tokens last about a day; a harvest with an expired one starts again.
    if (!(error instanceof StaleResumptionToken) || resumptionToken === null) throw error;
    yield* harvestSteps(context, window, null);
  }
}

/** Updates known papers; adds unknown ones of the chosen categories only. */
async function storeHarvest(
  context: ArxivContext,
  page: Parsed<PaperRecord>,
): Promise<StoreResult> {
  const { db, topics } = context;
  const known = await knownIds(
    db,
    page.records.map(({ id }) => id),
  );
  const wanted = page.records.filter(
    ({ id, categories }) =>
      known.has(id) || categories?.some((one) => env.INGEST_CATEGORIES.includes(one)),
  );
  let total = NOTHING;
  for (let from = 0; from < wanted.length; from += PAPERS_A_TRANSACTION) {
    const batch = wanted.slice(from, from + PAPERS_A_TRANSACTION);
    total = sum(total, await storePapers(db, batch, topics));
    // The query API fills in version and first day, which a harvest lacks.
    await markUnread(
      db,
      batch.map(({ id }) => id),
    );
  }
  return withParsed(total, page);
}
