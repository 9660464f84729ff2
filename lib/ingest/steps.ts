/** What a run of each source consists of: steps that can each be committed and gone on from. */
import type { Clock } from '@/lib/clock';
import type { Database } from '@/lib/db/client';
import { addCalendarDays, toUtcDate, type Day } from '@/lib/calendar';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import type { TopicWords } from '@/lib/papers/topics/matching';
import { StaleResumptionToken } from './arxiv/oai';
import type { IngestClients } from './clients';
import { clearFailures, recordFailure } from './failure-commands';
import { dayQuestion, paperQuestion } from './failure-rules';
import {
  askArxivAgain,
  keepValidators,
  markArxivRead,
  storeListings,
  storePapers,
} from './commands';
import { PAPERS_A_PAGE } from './huggingface/client';
import { findValidators, knownIds, papersToAsk } from './queries';
import { removeUnlisted } from './removal-commands';
import { NOTHING, sum, withParsed, type StoreResult } from './store-result';
import type { AnnouncementRecord, ListingRecord, PaperRecord, Parsed } from './types';

export type StepContext = {
  db: Database;
  clients: IngestClients;
  topics: readonly TopicWords[];
  clock: Clock;
  signal?: AbortSignal;
};

/** A piece of work that is done wholly or not at all; `cursor` is where a run goes on after it. */
export type Step = {
  name: string;
  cursor: string | null;
  /** The key of a step that is retried by itself when it fails. */
  question?: string;
  take: () => Promise<StoreResult>;
};

const PAPERS_A_TRANSACTION = 200;

/** A day of Hugging Face's list a step; `first` are days that every run begins with. */
export async function* huggingFaceSteps(
  context: StepContext,
  { first = [], rest }: { first?: readonly Day[]; rest: readonly Day[] },
): AsyncGenerator<Step> {
  const step = (day: Day) => ({
    name: day,
    question: dayQuestion(day),
    take: () => readHuggingFaceDay(context, day),
  });
  for (const day of first) yield { ...step(day), cursor: null };
  for (const day of rest) yield { ...step(day), cursor: day };
}

async function readHuggingFaceDay(context: StepContext, day: Day): Promise<StoreResult> {
  const { db, clients, topics, signal } = context;
  const question = dayQuestion(day);
  const validators = await findValidators(db, question);
  const answer = await clients.huggingface.dailyPapers(day, { ...validators, signal });
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

/** A list of one page with no bad entry: what it doesn't have is not on it. */
function isWhole({ records, rejected }: Parsed<unknown>): boolean {
  return records.length > 0 && records.length < PAPERS_A_PAGE && rejected.length === 0;
}

/** Today's announcement of the chosen categories, then arXiv's word on every paper that lacks it. */
export async function* arxivSteps(context: StepContext): AsyncGenerator<Step> {
  if (env.INGEST_CATEGORIES.length > 0) {
    yield { name: 'announcement', cursor: null, take: () => readAnnouncement(context) };
    yield { name: 'missed days', cursor: null, take: () => readMissedDays(context) };
  }
  for (let hasFailed = false; ;) {
    const ids = await papersToAsk(context.db, context.clock());
    // A failed request leaves its papers unread: they are for the next run, not for ever this one.
    if (ids.length === 0 || hasFailed) return;
    const take = async () => {
      hasFailed = true;
      const result = await askForPapers(context, ids);
      hasFailed = false;
      return result;
    };
    yield { name: ids[0] ?? '', cursor: null, take };
  }
}

async function readAnnouncement(context: StepContext): Promise<StoreResult> {
  const { db, clients, topics, clock, signal } = context;
  const categories = env.INGEST_CATEGORIES;
  const question = `arxiv-announcement:${categories.join('+')}`;
  const validators = await findValidators(db, question);
  const answer = await clients.arxiv.announcement(categories, { ...validators, signal });
  if (answer.status !== 'ok') return NOTHING;
  const isNew = ({ announceType }: AnnouncementRecord) => /^(new|cross)$/.test(announceType);
  const listings = answer.records.filter(isNew).map((record) => listingOf(record, clock()));
  const result = await storeListings(db, listings, topics);
  // What was replaced has a new version: it is asked for like a paper that was never read.
  const replaced = answer.records.filter((record) => !isNew(record)).map(({ paper }) => paper.id);
  await askArxivAgain(db, replaced);
  await keepValidators(db, question, { ...answer, checkedAt: clock() });
  return withParsed(result, answer);
}

/** arXiv announces what was submitted on a day within two; older days than these come by harvest. */
const COMPLETE_AFTER_DAYS = 2;
const MISSED_DAYS = 3;

/**
 * The feed holds one day only. Papers of the days that went by while we were down come from the
 * query API, by category and day, once the day is complete: they can be found and searched, and
 * stand on no edition, since nobody listed them in time.
 */
async function readMissedDays(context: StepContext): Promise<StoreResult> {
  const { db, clients, topics, clock, signal } = context;
  const today = clock().toISOString().slice(0, 10);
  let total = NOTHING;
  for (let back = COMPLETE_AFTER_DAYS; back < COMPLETE_AFTER_DAYS + MISSED_DAYS; back += 1) {
    const day = addCalendarDays(today, -back);
    for (const category of env.INGEST_CATEGORIES) {
      const question = `arxiv-day:${category}:${day}`;
      if (await findValidators(db, question)) continue;
      for await (const page of clients.arxiv.papersOfCategoryDay(category, day, { signal })) {
        total = sum(total, withParsed(await storePapers(db, page.records, topics), page));
      }
      await keepValidators(db, question, { etag: null, lastModified: null, checkedAt: clock() });
    }
  }
  return total;
}

async function askForPapers(context: StepContext, ids: readonly string[]): Promise<StoreResult> {
  const { db, clients, topics, clock, signal } = context;
  let total = NOTHING;
  for await (const batch of clients.arxiv.papersById(ids, { signal })) {
    const { asked, damage: reason } = batch;
    const questions = asked.map(paperQuestion);
    if (reason !== null) {
      for (const question of questions) {
        await recordFailure(db, { question, source: 'arxiv', reason }, clock());
      }
      const rejected = asked.map((ref) => ({ ref, reason }));
      total = sum(total, { ...NOTHING, rejected });
      continue;
    }
    total = sum(total, withParsed(await storePapers(db, batch.records, topics), batch));
    // Also those that arXiv doesn't know: a request at once would give no more.
    await markArxivRead(db, asked, clock());
    await clearFailures(db, questions);
  }
  return total;
}

/** What changed on arXiv in a window, a page of OAI-PMH a step; the cursor is its token. */
export async function* harvestSteps(
  context: StepContext,
  window: { from: Day; to: Day },
  resumptionToken: string | null,
): AsyncGenerator<Step> {
  const { clients, signal } = context;
  const [category, ...others] = env.INGEST_CATEGORIES;
  const pages = clients.arxiv.harvest({
    from: window.from,
    until: window.to,
    // Several categories share one harvest of everything; what is in none of them is left out.
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
    // Tokens last about a day; what an old one would go on from is asked for from the start.
    if (!(error instanceof StaleResumptionToken) || resumptionToken === null) throw error;
    yield* harvestSteps(context, window, null);
  }
}

/** Known papers are updated; unknown ones join only from the categories that were chosen. */
async function storeHarvest(context: StepContext, page: Parsed<PaperRecord>): Promise<StoreResult> {
  const { db, topics } = context;
  const known = await knownIds(
    db,
    page.records.map(({ id }) => id),
  );
  const wanted = page.records.filter(
    ({ id, categories }) =>
      known.has(id) || categories.some((one) => env.INGEST_CATEGORIES.includes(one)),
  );
  let total = NOTHING;
  for (let from = 0; from < wanted.length; from += PAPERS_A_TRANSACTION) {
    const batch = wanted.slice(from, from + PAPERS_A_TRANSACTION);
    total = sum(total, await storePapers(db, batch, topics));
    // A harvest tells neither a paper's version nor its first day: the query API is asked for these.
    await askArxivAgain(
      db,
      batch.map(({ id }) => id),
    );
  }
  return withParsed(total, page);
}

/** An announced paper stands on its day's edition; arXiv has no votes for it. */
function listingOf({ paper, announcedOn }: AnnouncementRecord, readAt: Date): ListingRecord {
  return {
    // Until arXiv is asked for the paper itself, the day of its announcement is all we have.
    paper: { ...paper, publishedOn: announcedOn, publishedAt: null, updatedAt: null },
    listedOn: announcedOn,
    submittedBy: null,
    submittedAt: toUtcDate(announcedOn),
    publishedAt: null,
    upstreamVotes: null,
    upstreamComments: 0,
    readAt,
  };
}
