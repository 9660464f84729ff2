/** Reads the archive of daily papers, a JSON Lines file with one listing per line. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { BadRecord, parseEach, parseJson, readText } from './answer';
import { boundListing, type ReportCut } from './bounds';
import {
  count,
  day,
  dayOf,
  instant,
  lenient,
  readArxivId,
  timeOfDay,
  upvoteCount,
  webLink,
  words,
} from './fields';
import { authorOf, HUGGING_FACE_ONLY } from '../huggingface/parse';
import type { Cut, ListingRecord, Rejected } from '../types';

const rowSchema = z.looseObject({
  feed_date: day,
  id: z.string(),
  title: z.string().trim().min(1),
  summary: words,
  authors: z.array(z.looseObject({ name: z.string(), user: words, hidden: z.boolean().nullish() })),
  paper_publishedAt: instant,
  entry_publishedAt: lenient(instant),
  submittedOnDailyAt: instant.nullish(),
  upvotes: upvoteCount,
  numComments: count.nullish(),
  discussionId: words,
  submittedBy: words,
  ai_summary: words,
  ai_keywords: z.array(z.string()).nullish(),
  githubRepo: webLink,
  githubStars: count.nullish(),
  projectPage: webLink,
  organization: words,
  thumbnail: webLink,
  captured_at: instant,
});

/** Result of one line: a listing, or an error. */
type ArchiveLine = {
  line: number;
  /** Bytes of the file read, including this line. */
  bytesRead: number;
} & ParsedRow;
type ParsedRow = { record: ListingRecord; cut: Cut[] } | { rejected: Rejected };

/**
 * The file's rows in order, without blank lines. Reports a bad row by its line, and doesn't throw.
 */
export async function* readArchive(file: string): AsyncGenerator<ArchiveLine> {
  const handle = await open(file);
  try {
    // Reads as Latin-1, where a character is a byte: progress is exact, UTF-8 is checked line by
    // line, and U+2028 doesn't end a line.
    const lines = handle.readLines({ encoding: 'latin1', autoClose: false });
    let line = 0;
    let bytesRead = 0;
    for await (const bytes of lines) {
      line += 1;
      bytesRead += bytes.length + 1;
      if (bytes.trim() === '') continue;
      yield { line, bytesRead, ...parseArchiveRow(Buffer.from(bytes, 'latin1'), line) };
    }
  } finally {
    await handle.close();
  }
}

/** Parses one line of the archive. */
export function parseArchiveRow(content: string | Uint8Array, line: number): ParsedRow {
  const { records, rejected, cut } = parseEach([content], toListing, () => `line ${line}`);
  return records[0] ? { record: records[0], cut } : { rejected: rejected[0]! };
}

function toListing(content: string | Uint8Array, report: ReportCut): ListingRecord {
  return boundListing(listingOf(rowSchema.parse(readLine(content))), report);
}

function listingOf(row: z.output<typeof rowSchema>): ListingRecord {
  return {
    listedOn: row.feed_date,
    submittedBy: row.submittedBy,
    submittedAt: timeOfDay(row.submittedOnDailyAt),
    publishedAt: row.entry_publishedAt ?? null,
    upstreamVotes: row.upvotes,
    upstreamComments: row.numComments ?? 0,
    readAt: row.captured_at,
    paper: {
      id: readArxivId(row.id).id,
      ...HUGGING_FACE_ONLY,
      title: row.title,
      abstract: row.summary ?? '',
      authors: row.authors.map(({ user, ...author }) => authorOf({ ...author, handle: user })),
      publishedOn: dayOf(row.paper_publishedAt),
      publishedAt: timeOfDay(row.paper_publishedAt),
      links: {
        codeUrl: row.githubRepo,
        codeStars: row.githubStars ?? null,
        projectUrl: row.projectPage,
        thumbnailUrl: row.thumbnail,
        mediaUrls: [],
        organization: row.organization,
        discussionId: row.discussionId,
      },
      ai: { summary: row.ai_summary, keywords: row.ai_keywords ?? [] },
    },
  };
}

function readLine(content: string | Uint8Array): unknown {
  const text = readText(content, 'the archive');
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRecord('is not JSON');
    throw error;
  }
}
