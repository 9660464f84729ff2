/** The API's JSON of a paper. Pure. */
import { createHash } from 'node:crypto';
import type { Paper, PaperAuthor } from '@/lib/db/generated/client';
import { publishedOf } from '@/lib/papers/fields';
import { paperPath, picturePath } from '@/lib/site/paths';
import type { DailyPaperJson, PaperJson, UserJson, WholePaperJson } from './shapes';

/** A paper with the authors that its JSON names. */
export type ApiPaper = Paper & { authors: Pick<PaperAuthor, 'name' | 'handle'>[] };

/** The listing that a list shows a paper for, or its latest. */
export type ApiListing = {
  /** YYYY-MM-DD. */
  listedOn: string;
  submittedBy: string | null;
  submittedAt: Date | null;
  /** Publication time in the source's list; null where that list has none. */
  publishedAt: Date | null;
  isPick: boolean;
};

const OBJECT_ID = /^[0-9a-f]{24}$/;

export function dailyPaperJson(
  paper: ApiPaper,
  listing: ApiListing | null,
  siteUrl: string,
): DailyPaperJson {
  return {
    paper: paperJson(paper, listing, siteUrl),
    ...factsOf(paper, listing, siteUrl),
    publishedAt: (listing?.publishedAt ?? publicationInstant(paper)).toISOString(),
    ...pictureAndAuthors(paper, listing, siteUrl),
  };
}

export function paperJson(paper: ApiPaper, listing: ApiListing | null, siteUrl: string): PaperJson {
  const { submittedBy, ...facts } = factsOf(paper, listing, siteUrl);
  return {
    id: paper.id,
    authors: paper.authors.map(({ name, handle }, position) => ({
      _id: objectIdOf(`author:${paper.id}:${position}`),
      ...(handle && { user: userJson(handle, siteUrl, name) }),
      name,
      hidden: false,
    })),
    ...facts,
    ...(submittedBy && { submittedBy, submittedOnDailyBy: submittedBy }),
    ...(listing && { submittedOnDailyAt: submissionInstant(listing) }),
    // A vote may count for a fraction; clients expect integers.
    upvotes: Math.round(paper.votes),
    discussionId: knownObjectId(paper.discussionId, `discussion:${paper.id}`),
    broadsheet: {
      url: `${siteUrl}${paperPath(paper.id)}`,
      listedOn: listing?.listedOn ?? null,
      isPick: listing?.isPick ?? false,
      votesHere: paper.upvotes,
      votesUpstream: paper.upstreamVotes,
      topics: paper.topics,
      ...publishedOf(paper),
    },
  };
}

export function wholePaperJson(
  paper: ApiPaper,
  listing: ApiListing | null,
  siteUrl: string,
): WholePaperJson {
  return {
    ...paperJson(paper, listing, siteUrl),
    ...pictureAndAuthors(paper, listing, siteUrl),
    linkedModels: [],
    numTotalModels: 0,
    linkedDatasets: [],
    numTotalDatasets: 0,
    linkedSpaces: [],
    numTotalSpaces: 0,
  };
}

/** Fields outside `paper`, and others inside. Optional fields are absent, never null. */
function factsOf(paper: ApiPaper, listing: ApiListing | null, siteUrl: string) {
  const { submittedBy } = listing ?? {};
  return {
    publishedAt: publicationInstant(paper).toISOString(),
    title: paper.title,
    summary: paper.abstract,
    numComments: paper.commentCount + paper.upstreamComments,
    ...(submittedBy && { submittedBy: userJson(submittedBy, siteUrl) }),
    ...(paper.mediaUrls.length > 0 && { mediaUrls: paper.mediaUrls }),
    ...(paper.organization && { organization: organizationJson(paper.organization, siteUrl) }),
    ...(paper.aiSummary && { ai_summary: paper.aiSummary }),
    ...(paper.aiKeywords.length > 0 && { ai_keywords: paper.aiKeywords }),
    ...(paper.codeUrl && { githubRepo: paper.codeUrl }),
    ...(paper.codeStars !== null && { githubStars: paper.codeStars }),
    ...(paper.projectUrl && { projectPage: paper.projectUrl }),
  };
}

function pictureAndAuthors(paper: ApiPaper, listing: ApiListing | null, siteUrl: string) {
  const { submittedBy } = listing ?? {};
  return {
    thumbnail: paper.thumbnailUrl ?? `${siteUrl}${picturePath(paper.id)}`,
    isAuthorParticipating: paper.authors.some(({ handle }) => handle && handle === submittedBy),
  };
}

export function userJson(name: string, siteUrl: string, fullname = name): UserJson {
  return {
    _id: objectIdOf(`user:${name}`),
    user: name,
    name,
    fullname,
    avatarUrl: `${siteUrl}/icon.svg`,
    isPro: false,
    type: 'user',
    isHf: false,
    isHfAdmin: false,
    isMod: false,
  };
}

function organizationJson(name: string, siteUrl: string) {
  return {
    _id: objectIdOf(`organization:${name}`),
    name,
    fullname: name,
    avatar: `${siteUrl}/icon.svg`,
  };
}

/** Midnight where no source gives the time of day. */
function publicationInstant({ publishedAt, publishedOn }: ApiPaper): Date {
  return publishedAt ?? publishedOn;
}

/** Midnight where only the day is known, as in Hugging Face's JSON. */
function submissionInstant({ submittedAt, listedOn }: ApiListing): string {
  return submittedAt?.toISOString() ?? `${listedOn}T00:00:00.000Z`;
}

function knownObjectId(known: string | null, made: string): string {
  return known && OBJECT_ID.test(known) ? known : objectIdOf(made);
}

function objectIdOf(what: string): string {
  return createHash('sha256').update(what).digest('hex').slice(0, 24);
}
