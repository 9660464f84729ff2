/** Real days: the papers of each edition, their times of listing and their votes. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export type ListedPaper = { id: string; listedMs: number; votes: number };
export type RealDay = { day: string; startMs: number; papers: ListedPaper[] };

const HOUR_MS = 3_600_000;
/** Older rows have no time of listing: assumes the morning, in the list's order. */
const MORNING_MS = 8 * HOUR_MS;

const row = z.object({
  feed_date: z.iso.date(),
  id: z.string(),
  upvotes: z.number().int().min(0).nullable(),
  submittedOnDailyAt: z.string().nullish(),
});

/** Every day of the archive in `dataDir`, in order of time. */
export async function readDays(dataDir: string): Promise<RealDay[]> {
  const file = path.join(dataDir, 'hf/daily-papers.jsonl');
  const rows = new Map<string, z.infer<typeof row>[]>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line.trim() === '') continue;
    const listing = row.parse(JSON.parse(line));
    const day = rows.get(listing.feed_date) ?? [];
    day.push(listing);
    rows.set(listing.feed_date, day);
  }
  return [...rows]
    .map(([day, listings]) => {
      const startMs = Date.parse(day);
      const papers = listings.map(({ id, upvotes, submittedOnDailyAt }, place) => ({
        id,
        votes: upvotes ?? 0,
        listedMs:
          listedOnThatDay(submittedOnDailyAt, startMs) ??
          startMs + (MORNING_MS * place) / listings.length,
      }));
      return { day, startMs, papers };
    })
    .toSorted((a, b) => a.startMs - b.startMs);
}

function listedOnThatDay(facts: string | null | undefined, startMs: number): number | null {
  const at = facts ? Date.parse(facts) : Number.NaN;
  return at >= startMs && at < startMs + MORNING_MS ? at : null;
}
