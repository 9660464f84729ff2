/** Steps of a run that reads the due papers from arXiv. */
import { addCalendarDays, toUtcDate } from '@/lib/calendar';
import { env } from '@/lib/env';
import { keepValidators, storeListings, storePapers } from '../store/store-commands';
import { clearFailures, recordFailure } from '../run/failure-commands';
import { paperQuestion } from '../run/failure-rules';
import { findValidators } from '../queries';
import type { ReadContext, Steps } from '../reader';
import { NOTHING, sum, withParsed, type StoreResult } from '../store/store-result';
import type { AnnouncementRecord, ListingRecord } from '../types';
import type { ArxivClient } from './client';
import { markRead, markUnread } from './read-commands';
import { unreadPapers } from './unread-queries';

export type ArxivContext = ReadContext & { client: ArxivClient };

/** Reads today's announcement of the chosen categories, then every paper not yet requested from arXiv. */
export async function* dueSteps(context: ArxivContext): Steps {
  if (env.INGEST_CATEGORIES.length > 0) {
    yield { name: 'announcement', cursor: null, take: () => readAnnouncement(context) };
    yield { name: 'missed days', cursor: null, take: () => readMissedDays(context) };
  }
  for (let hasFailed = false; ;) {
    const ids = await unreadPapers(context.db, context.clock());
    // A failed request leaves its papers for the next run, so that this one ends.
    if (ids.length === 0 || hasFailed) return;
    const take = async () => {
      hasFailed = true;
      const result = await readPapers(context, ids);
      hasFailed = false;
      return result;
    };
    yield { name: ids[0] ?? '', cursor: null, take };
  }
}

async function readAnnouncement(context: ArxivContext): Promise<StoreResult> {
  const { db, client, topics, clock, signal } = context;
  const categories = env.INGEST_CATEGORIES;
  const question = `arxiv-announcement:${categories.join('+')}`;
  const validators = await findValidators(db, question);
  const answer = await client.announcement(categories, { ...validators, signal });
  if (answer.status !== 'ok') return NOTHING;
  const isNew = ({ announceType }: AnnouncementRecord) => /^(new|cross)$/.test(announceType);
  const listings = answer.records.filter(isNew).map((record) => listingOf(record, clock()));
  const result = await storeListings(db, listings, topics);
  // A replaced paper has a new version, so it is read again.
  const replaced = answer.records.filter((record) => !isNew(record)).map(({ paper }) => paper.id);
  await markUnread(db, replaced);
  await keepValidators(db, question, { ...answer, checkedAt: clock() });
  return withParsed(result, answer);
}

/** arXiv announces submissions within two days; older days come by harvest. */
const COMPLETE_AFTER_DAYS = 2;
const MISSED_DAYS = 3;

/**
 * Reads the days missed while the server was down, because the feed holds one day only. The query
 * API lists a complete day by category; its papers can be found, but are in no edition.
 */
async function readMissedDays(context: ArxivContext): Promise<StoreResult> {
  const { db, client, topics, clock, signal } = context;
  const today = clock().toISOString().slice(0, 10);
  let total = NOTHING;
  for (let back = COMPLETE_AFTER_DAYS; back < COMPLETE_AFTER_DAYS + MISSED_DAYS; back += 1) {
    const day = addCalendarDays(today, -back);
    for (const category of env.INGEST_CATEGORIES) {
      const question = `arxiv-day:${category}:${day}`;
      if (await findValidators(db, question)) continue;
      for await (const page of client.papersOfCategoryDay(category, day, { signal })) {
        total = sum(total, withParsed(await storePapers(db, page.records, topics), page));
      }
      await keepValidators(db, question, { etag: null, lastModified: null, checkedAt: clock() });
    }
  }
  return total;
}

async function readPapers(context: ArxivContext, ids: readonly string[]): Promise<StoreResult> {
  const { db, client, topics, clock, signal } = context;
  let total = NOTHING;
  for await (const batch of client.papersById(ids, { signal })) {
    const { requestedIds, damage: reason } = batch;
    const questions = requestedIds.map((id) => paperQuestion('arxiv', id));
    if (reason !== null) {
      for (const question of questions) {
        await recordFailure(db, { question, source: 'arxiv', reason }, clock());
      }
      const rejected = requestedIds.map((ref) => ({ ref, reason }));
      total = sum(total, { ...NOTHING, rejected });
      continue;
    }
    total = sum(total, withParsed(await storePapers(db, batch.records, topics), batch));
    // Includes ids unknown to arXiv, because an immediate repeat would return the same.
    await markRead(db, requestedIds, clock());
    await clearFailures(db, questions);
  }
  return total;
}

/** Lists an announced paper in its day's edition; arXiv has no votes. */
function listingOf({ paper, announcedOn }: AnnouncementRecord, readAt: Date): ListingRecord {
  return {
    // The query API provides the day of submission later.
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
