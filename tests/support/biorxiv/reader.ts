/** Reads the fictional source: a day's papers are one JSON document. */
import { z } from 'zod';
import { dayIn } from '@/lib/calendar';
import type { Upstream } from '@/lib/http/outgoing/upstream';
import { parseEach, readJson } from '@/lib/ingest/parse/answer';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { dayQuestion } from '@/lib/ingest/run/failure-rules';
import {
  windowText,
  type DayWindow,
  type ReadContext,
  type SourceReader,
  type Steps,
} from '@/lib/ingest/reader';
import { NOTHING, withParsed } from '@/lib/ingest/store/store-result';
import type { ListingRecord } from '@/lib/ingest/types';
import { daysOfWindow } from '@/lib/ingest/run/windows';

const entrySchema = z.object({
  doi: z.string(),
  version: z.int(),
  title: z.string(),
  abstract: z.string(),
  authors: z.array(z.string()),
  category: z.string(),
  date: z.iso.date(),
});

export function biorxivReader(upstream: Upstream, apiUrl: string): SourceReader {
  return {
    sourceId: 'biorxiv',
    plan: async (context, window) => {
      const today = dayIn('UTC', context.clock());
      const days = window ?? { from: today, to: today };
      return {
        kind: window ? 'window' : 'due',
        window: windowText(days),
        begin: async () => ({ steps: daySteps(context, days, { upstream, apiUrl }) }),
      };
    },
  };
}

async function* daySteps(
  { db, topics, clock, signal }: ReadContext,
  window: DayWindow,
  { upstream, apiUrl }: { upstream: Upstream; apiUrl: string },
): Steps {
  for (const day of daysOfWindow(window.from, window.to)) {
    const take = async () => {
      const answer = await upstream.get(`${apiUrl}?day=${day}`, { signal });
      if (answer.status !== 'ok') return NOTHING;
      const entries = readJson(answer.body, {
        source: 'bioRxiv',
        schema: z.array(z.unknown()),
        expected: 'a list of papers',
      });
      const parsed = parseEach(
        entries,
        (entry) => toListing(entrySchema.parse(entry), clock()),
        (_, index) => `entry ${index + 1}`,
      );
      return withParsed(await storeListings(db, parsed.records, topics), parsed);
    };
    yield { name: day, cursor: day, question: dayQuestion('biorxiv', day), take };
  }
}

function toListing(entry: z.output<typeof entrySchema>, readAt: Date): ListingRecord {
  const { doi, date, authors, category, ...paper } = entry;
  return {
    listedOn: date,
    submittedBy: null,
    submittedAt: null,
    publishedAt: null,
    upstreamVotes: null,
    upstreamComments: 0,
    readAt,
    paper: {
      ...paper,
      id: doi,
      source: 'biorxiv',
      authors: authors.map((name) => ({ name })),
      categories: [category],
      primaryCategory: category,
      publishedOn: date,
      publishedAt: null,
      updatedAt: null,
      withdrawn: false,
      doi: null,
      comment: null,
      journalRef: null,
    },
  };
}
