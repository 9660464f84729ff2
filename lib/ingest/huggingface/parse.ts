/** Parses Hugging Face's list of daily papers. */
import { z } from 'zod';
import { DamagedAnswer, parseEach, readJson } from '../parse/answer';
import { boundListing } from '../parse/bounds';
import {
  count,
  dayOf,
  instant,
  lenient,
  readArxivId,
  timeOfDay,
  upvoteCount,
  webLink,
  words,
} from '../parse/fields';
import type { AuthorRecord, ListingRecord, Parsed } from '../types';

const webLinks = lenient(z.array(webLink)).transform((links) =>
  (links ?? []).filter((link) => link !== null),
);
const organization = lenient(z.looseObject({ name: words, fullname: words })).transform(
  (it) => it?.fullname ?? it?.name ?? null,
);
const authorSchema = z.looseObject({
  name: z.string(),
  hidden: lenient(z.boolean()),
  user: lenient(z.looseObject({ user: words })),
});

const entrySchema = z.looseObject({
  paper: z.looseObject({
    id: z.string(),
    title: z.string().trim().min(1),
    // The outer summary is sometimes absent.
    summary: words,
    publishedAt: instant,
    upvotes: upvoteCount,
    authors: z.array(authorSchema).default([]),
    submittedOnDailyAt: lenient(instant),
    submittedOnDailyBy: lenient(z.looseObject({ user: words })),
    discussionId: words,
    githubRepo: webLink,
    githubStars: lenient(count),
    projectPage: webLink,
    organization,
    mediaUrls: webLinks,
    ai_summary: words,
    ai_keywords: lenient(z.array(z.string())),
  }),
  publishedAt: lenient(instant),
  summary: words,
  numComments: lenient(count),
  thumbnail: webLink,
  // Place of the thumbnail until 2024.
  mediaUrl: webLink,
  mediaUrls: webLinks,
  organization,
  submittedBy: lenient(z.looseObject({ name: words })),
});

type DailyPapersContext = {
  /** The requested day: never derived from an instant. */
  listedOn: string;
  /** Time of the response, since its votes change. */
  readAt: Date;
};

/** The papers of a day, with their votes on Hugging Face. */
export function parseDailyPapers(
  body: string | Uint8Array,
  context: DailyPapersContext,
): Parsed<ListingRecord> {
  const entries = readJson(body, {
    source: 'Hugging Face',
    schema: z.array(z.unknown()),
    expected: 'a list of papers',
  });
  if (entries.some((entry) => typeof entry === 'string')) {
    throw new DamagedAnswer(
      'The answer of Hugging Face is damaged: its papers are quoted text instead of objects.',
    );
  }
  return parseEach(
    entries,
    (entry, report) => boundListing(parseEntry(entry, context), report),
    refOf,
  );
}

function parseEntry(raw: unknown, context: DailyPapersContext): ListingRecord {
  const entry = entrySchema.parse(raw);
  const { paper } = entry;
  return {
    ...context,
    submittedBy: entry.submittedBy?.name ?? paper.submittedOnDailyBy?.user ?? null,
    submittedAt: timeOfDay(paper.submittedOnDailyAt),
    publishedAt: entry.publishedAt ?? null,
    upstreamVotes: paper.upvotes,
    upstreamComments: entry.numComments ?? 0,
    paper: {
      id: readArxivId(paper.id).id,
      ...HUGGING_FACE_ONLY,
      title: paper.title,
      abstract: paper.summary ?? entry.summary ?? '',
      authors: paper.authors.map(({ user, ...author }) =>
        authorOf({ ...author, handle: user?.user }),
      ),
      publishedOn: dayOf(paper.publishedAt),
      publishedAt: timeOfDay(paper.publishedAt),
      links: {
        codeUrl: paper.githubRepo,
        codeStars: paper.githubStars ?? null,
        projectUrl: paper.projectPage,
        thumbnailUrl: entry.thumbnail ?? entry.mediaUrl,
        mediaUrls: paper.mediaUrls.length > 0 ? paper.mediaUrls : entry.mediaUrls,
        organization: entry.organization ?? paper.organization,
        discussionId: paper.discussionId,
      },
      ai: { summary: paper.ai_summary, keywords: paper.ai_keywords ?? [] },
    },
  };
}

type WrittenAuthor = { name: string; handle?: string | null; hidden?: boolean | null };

/** Keeps hidden authors without their handle: `hidden` removes a paper from the author's own profile. */
export function authorOf({ name, handle, hidden }: WrittenAuthor): AuthorRecord {
  return handle && !hidden ? { name, handle } : { name };
}

/** Fields that Hugging Face doesn't have. */
export const HUGGING_FACE_ONLY = {
  version: null,
  source: 'huggingface' as const,
  categories: [],
  primaryCategory: null,
  updatedAt: null,
  withdrawn: false,
  doi: null,
  comment: null,
  journalRef: null,
};

function refOf(raw: unknown, index: number): string {
  const named = z.looseObject({ paper: z.looseObject({ id: z.string() }) }).safeParse(raw);
  return named.success ? named.data.paper.id : `entry ${index + 1}`;
}
