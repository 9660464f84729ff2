/** Fetches a day's list of papers from Hugging Face. */
import { systemClock, type Clock } from '@/lib/clock';
import {
  UpstreamRefusal,
  type NotModified,
  type Upstream,
  type Validators,
} from '@/lib/http/outgoing/upstream';
import type { ListingRecord, Parsed } from '../types';
import { parseDailyPapers } from './parse';

/** The maximum of a page; the default is 50, which some days exceed. */
export const PAPERS_A_PAGE = 100;
const MAX_PAGES = 10;

type Page = Parsed<ListingRecord> & {
  status: 'ok';
  etag: string | null;
  lastModified: string | null;
};
/** Hugging Face has not opened this day yet; today opens in the morning. */
type NotPublished = { status: 'not_published' };
type DailyPapers = Page | NotModified | NotPublished;
type CallOptions = Validators & { signal?: AbortSignal };

export type HuggingFaceClient = ReturnType<typeof createHuggingFaceClient>;

type HuggingFaceOptions = {
  upstream: Upstream;
  /** Such as https://huggingface.co/api. */
  apiUrl: string;
  clock?: Clock;
};

export function createHuggingFaceClient(options: HuggingFaceOptions) {
  return {
    /** Fetches the papers of a day; none on a weekend. */
    dailyPapers: (date: string, request: CallOptions = {}) =>
      dailyPapers({ clock: systemClock, ...options }, date, request),
  };
}

async function dailyPapers(
  options: Required<HuggingFaceOptions>,
  date: string,
  { signal, ...validators }: CallOptions,
): Promise<DailyPapers> {
  const first = await getPage(options, { date, page: 0 }, { signal, ...validators });
  if (first.status !== 'ok' || !isFull(first)) return first;
  const pages = [first];
  for (let page = 1; page < MAX_PAGES; page += 1) {
    const next = await getPage(options, { date, page }, { signal });
    if (next.status !== 'ok') break;
    pages.push(next);
    if (!isFull(next)) break;
  }
  return {
    status: 'ok',
    // The first page's validators don't cover the pages after it.
    etag: null,
    lastModified: null,
    records: pages.flatMap(({ records }) => records),
    rejected: pages.flatMap(({ rejected }) => rejected),
    cut: pages.flatMap(({ cut }) => cut),
  };
}

async function getPage(
  { upstream, apiUrl, clock }: Required<HuggingFaceOptions>,
  { date, page }: { date: string; page: number },
  request: CallOptions,
): Promise<DailyPapers> {
  const parameters = new URLSearchParams({ date, limit: String(PAPERS_A_PAGE) });
  if (page > 0) parameters.set('p', String(page));
  const url = `${apiUrl}/daily_papers?${parameters}`;
  try {
    const answer = await upstream.get(url, { ...request, accept: 'application/json' });
    if (answer.status === 'not_modified') return answer;
    const { etag, lastModified, body } = answer;
    const parsed = parseDailyPapers(body, { listedOn: date, readAt: clock() });
    return { status: 'ok', etag, lastModified, ...parsed };
  } catch (error) {
    if (isTooEarly(error)) return { status: 'not_published' };
    throw error;
  }
}

function isFull({ records, rejected }: Page): boolean {
  return records.length + rejected.length >= PAPERS_A_PAGE;
}

/** "date must be <= 2030-05-01": for a valid date this error means a day in the future. */
function isTooEarly(error: unknown): boolean {
  return (
    error instanceof UpstreamRefusal &&
    error.httpStatus === 400 &&
    /\bdate\b/i.test(error.body.toString('utf8'))
  );
}
