/** Fetches from arXiv's query API, OAI-PMH service and announcement feeds. */
import {
  UpstreamAway,
  UpstreamRefusal,
  type NotModified,
  type Upstream,
  type Validators,
} from '@/lib/http/outgoing/upstream';
import { isArxivId } from '@/lib/sources/arxiv';
import { DamagedAnswer } from '../parse/answer';
import type { AnnouncementRecord, PaperRecord, Parsed } from '../types';
import { ArxivRefusal, parseAtom } from './atom';
import { parseOai, type Harvest } from './oai';
import { parseAnnouncement } from './rss';

/** More ids exceed the length of an address that arXiv accepts. */
const IDS_A_REQUEST = 100;
const PAPERS_A_PAGE = 200;

type CallOptions = { signal?: AbortSignal };
/** `start` resumes an interrupted day. */
type PageOptions = CallOptions & { start?: number };

type ArxivClientOptions = {
  upstream: Upstream;
  apiUrl: string;
  oaiUrl: string;
  /** Base address of the RSS or Atom feeds; a category's name is added. */
  rssUrl: string;
};

/** arXiv's papers among the requested ids. */
type PapersById = Parsed<PaperRecord> & {
  requestedIds: string[];
  /** Ids unknown to arXiv. */
  unknown: string[];
  /** The error for a single requested id; null without an error. */
  damage: string | null;
};
/** A page of a day; `next` is the start of the next page, null at the end. */
type PapersPage = Parsed<PaperRecord> & { next: number | null };
type HarvestQuery = CallOptions & {
  from: string;
  until: string;
  /** Such as cs.LG or hep-th; without it all of arXiv. */
  category?: string;
  /** Resumes an interrupted harvest. */
  resumptionToken?: string;
};
type Announcement =
  | NotModified
  | (Parsed<AnnouncementRecord> & {
      status: 'ok';
      etag: string | null;
      lastModified: string | null;
    });

export type ArxivClient = ReturnType<typeof createArxivClient>;

export function createArxivClient(arxiv: ArxivClientOptions) {
  return {
    /** Fetches the latest version of each paper, in batches of ids. */
    papersById: (ids: readonly string[], request: CallOptions = {}) =>
      papersById(arxiv, ids, request),
    /** Fetches the papers submitted to a category on a day (UTC), page by page, oldest first. */
    papersOfCategoryDay: (category: string, day: string, request: PageOptions = {}) =>
      papersOfCategoryDay(arxiv, { category, day, ...request }),
    /** Fetches the changes in a window of days, page by page, each with the token for resuming. */
    harvest: (query: HarvestQuery) => harvest(arxiv, query),
    /** Fetches today's announcements of these categories. */
    announcement: (categories: readonly string[], request: Validators & CallOptions = {}) =>
      announcement(arxiv, categories, request),
  };
}

async function* papersById(
  arxiv: ArxivClientOptions,
  ids: readonly string[],
  request: CallOptions,
): AsyncGenerator<PapersById> {
  // arXiv refuses a whole list for one invalid id.
  const wanted = [...new Set(ids)].filter(isArxivId);
  for (let from = 0; from < wanted.length; from += IDS_A_REQUEST) {
    const answers = { good: 0, bad: 0 };
    yield* papersInHalves(arxiv, wanted.slice(from, from + IDS_A_REQUEST), request, answers);
  }
}

/** Enough to isolate any one of a hundred ids; more failures in a row are a fault of the source. */
const MAX_BAD_ANSWERS = 12;

/** Halves a list with a damaged response until the id that causes the damage is alone. */
async function* papersInHalves(
  arxiv: ArxivClientOptions,
  requestedIds: string[],
  request: CallOptions,
  answers: { good: number; bad: number },
): AsyncGenerator<PapersById> {
  try {
    const page = await papersOfIds(arxiv, requestedIds, request);
    answers.good += 1;
    yield page;
  } catch (error) {
    answers.bad += 1;
    const isFirst = answers.good + answers.bad === 1;
    if (!mayBeOneId(error) || (answers.good === 0 && answers.bad >= MAX_BAD_ANSWERS)) throw error;
    if (requestedIds.length > 1) {
      const half = Math.ceil(requestedIds.length / 2);
      yield* papersInHalves(arxiv, requestedIds.slice(0, half), request, answers);
      yield* papersInHalves(arxiv, requestedIds.slice(half), request, answers);
      return;
    }
    // A textual error for a single id is not about the id.
    if (isFirst && !(error instanceof DamagedAnswer)) throw error;
    yield { records: [], rejected: [], cut: [], requestedIds, unknown: [], damage: error.message };
  }
}

async function papersOfIds(
  arxiv: ArxivClientOptions,
  requestedIds: string[],
  request: CallOptions,
): Promise<PapersById> {
  const { records, rejected, cut } = await query(
    arxiv,
    { id_list: requestedIds.join(','), max_results: String(requestedIds.length) },
    request,
  );
  const answered = [...records.map(({ id }) => id), ...rejected.map(({ ref }) => ref)];
  const unknown = requestedIds.filter((id) => !answered.some((it) => it.includes(id)));
  return { records, rejected, cut, requestedIds, unknown, damage: null };
}

/** Whether one id of a list may cause the failure: arXiv's server fails on some. */
function mayBeOneId(error: unknown): error is Error {
  return (
    error instanceof DamagedAnswer ||
    error instanceof ArxivRefusal ||
    (error instanceof UpstreamAway && error.httpStatus === 500)
  );
}

async function* papersOfCategoryDay(
  arxiv: ArxivClientOptions,
  { category, day, start = 0, signal }: PageOptions & { category: string; day: string },
): AsyncGenerator<PapersPage> {
  const date = day.replaceAll('-', '');
  const search_query = `cat:${category} AND submittedDate:[${date}0000 TO ${date}2359]`;
  const order = { sortBy: 'submittedDate', sortOrder: 'ascending' };
  for (let next: number | null = start; next !== null;) {
    const from: number = next;
    const { total, ...page } = await query(
      arxiv,
      { search_query, start: String(from), max_results: String(PAPERS_A_PAGE), ...order },
      { signal },
    );
    const read = page.records.length + page.rejected.length;
    // arXiv occasionally returns an empty page in the middle of a list.
    if (read === 0 && from < total) throw new DamagedAnswer('arXiv left out a page of papers.');
    next = from + read < total ? from + read : null;
    yield { ...page, next };
  }
}

async function* harvest(arxiv: ArxivClientOptions, window: HarvestQuery): AsyncGenerator<Harvest> {
  for (let token = window.resumptionToken ?? null; ;) {
    const page = parseOai(await getBody(arxiv, harvestUrl(arxiv.oaiUrl, window, token), window));
    if (page.resumptionToken !== null && page.resumptionToken === token) {
      throw new DamagedAnswer('arXiv goes round in circles: a page names itself as the next.');
    }
    yield page;
    token = page.resumptionToken;
    if (token === null) return;
  }
}

async function announcement(
  { upstream, rssUrl }: ArxivClientOptions,
  categories: readonly string[],
  request: Validators & CallOptions,
): Promise<Announcement> {
  const answer = await upstream.get(`${rssUrl}/${categories.join('+')}`, request);
  if (answer.status === 'not_modified') return answer;
  const { etag, lastModified } = answer;
  return { status: 'ok', etag, lastModified, ...parseAnnouncement(answer.body) };
}

async function query(
  arxiv: ArxivClientOptions,
  parameters: Record<string, string>,
  request: CallOptions,
) {
  try {
    const url = `${arxiv.apiUrl}?${new URLSearchParams(parameters)}`;
    return parseAtom(await getBody(arxiv, url, request));
  } catch (error) {
    // HTTP 400 comes with a feed that holds arXiv's reason.
    if (error instanceof UpstreamRefusal && error.httpStatus === 400) parseAtom(error.body);
    throw error;
  }
}

async function getBody(
  { upstream }: ArxivClientOptions,
  url: string,
  { signal }: CallOptions,
): Promise<Buffer> {
  const answer = await upstream.get(url, { signal });
  if (answer.status === 'ok') return answer.body;
  throw new DamagedAnswer('arXiv says that an answer has not changed that we never had.');
}

function harvestUrl(oaiUrl: string, window: HarvestQuery, resumptionToken: string | null): string {
  const parameters = new URLSearchParams({ verb: 'ListRecords' });
  // A token replaces all other parameters; OAI-PMH forbids combining them.
  if (resumptionToken) parameters.set('resumptionToken', resumptionToken);
  else {
    parameters.set('metadataPrefix', 'arXiv');
    parameters.set('from', window.from);
    parameters.set('until', window.until);
    if (window.category) parameters.set('set', setOf(window.category));
  }
  return `${oaiUrl}?${parameters}`;
}

/** Archives that are a group of their own in OAI-PMH; all others are in `physics`. */
const OWN_GROUPS = new Set(['cs', 'econ', 'eess', 'math', 'q-bio', 'q-fin', 'stat']);

/** cs.LG is `cs:cs:LG`, hep-th is `physics:hep-th`, cs is `cs`. */
function setOf(category: string): string {
  const [archive = category, subject] = category.split('.');
  const group = OWN_GROUPS.has(archive) ? archive : 'physics';
  if (category === group) return group;
  return subject ? `${group}:${archive}:${subject}` : `${group}:${archive}`;
}
