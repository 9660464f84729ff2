/**
 * Lists all addresses: one row for each route, with its parameters, caching and other forms. The
 * proxy, the front, the service worker, the sitemap, robots.txt and llms.txt read it.
 */
import { PERIODS, type Period, type PeriodKind } from '@/lib/calendar';
import { EDITION_PATTERN, firstSegment, matcher, type Match } from './patterns';
import {
  feed,
  file,
  page,
  personal,
  PRIVATE,
  program,
  type Address,
  type Kept,
  type Parameter,
  type Visit,
} from './rows';
import { policyOf } from './tags';

const MARKDOWN = ['md'] as const;
const CITATION_FORMS = ['bib', 'ris', 'csl.json'] as const;
const PAPERS = [...MARKDOWN, ...CITATION_FORMS] as const;
const FEED = ['rss', 'atom', 'json'] as const;
const SEARCH_SORT = ['sort', /^(?:relevance|date|votes)$/] as const;
const THREAD_SORT = ['sort', /^(?:oldest|newest|answered)$/] as const;

const byPeriod =
  (kind: PeriodKind) =>
  (params: Record<string, string>, { today }: Visit) =>
    policyOf.period({ kind, key: Object.values(params)[0] ?? '' }, today);
const latestOrSearch = (_: unknown, { query }: Visit) =>
  query.has('q') ? policyOf.anyPaper() : policyOf.latest;
const paper = ({ id }: { id: string }) => policyOf.paper(id);

/** The first matching row wins, so special rows precede general ones. */
export const ADDRESSES = [
  page('/', {
    reads: ['q', 'p', SEARCH_SORT],
    keep: policyOf.latest,
    forms: MARKDOWN,
    limit: { with: 'q' },
    isOffline: true,
  }),
  page('/papers', {
    reads: ['q', 'p', SEARCH_SORT],
    redirectsBy: ['date', 'week', 'month'],
    keep: latestOrSearch,
    forms: MARKDOWN,
    limit: { with: 'q' },
    isOffline: true,
    isInSitemap: true,
    disallow: '?q=',
  }),
  page('/papers/trending', {
    reads: ['window', 'p'],
    keep: policyOf.trending,
    forms: MARKDOWN,
    isOffline: true,
    isInSitemap: true,
  }),
  personal('/papers/submit'),
  personal('/papers/for-you'),
  program('/papers/date', { reads: ['date'], keep: policyOf.redirect }),
  program('/papers/week', { reads: [], keep: policyOf.latest }),
  program('/papers/month', { reads: [], keep: policyOf.latest }),
  page(EDITION_PATTERN.day, {
    reads: ['p'],
    keep: byPeriod('day'),
    forms: PAPERS,
    isOffline: true,
  }),
  page(EDITION_PATTERN.week, {
    reads: ['p'],
    keep: byPeriod('week'),
    forms: PAPERS,
    isOffline: true,
  }),
  page(EDITION_PATTERN.month, {
    reads: ['p'],
    keep: byPeriod('month'),
    forms: PAPERS,
    isOffline: true,
  }),
  page('/papers/*id', { reads: [THREAD_SORT, 'p'], keep: paper, forms: PAPERS, isOffline: true }),
  page('/topics', {
    reads: ['order', 'p'],
    keep: policyOf.topic(),
    forms: MARKDOWN,
    isOffline: true,
    isInSitemap: true,
  }),
  page('/topics/:slug', {
    reads: ['order', 'p'],
    keep: ({ slug }) => policyOf.topic(slug),
    forms: MARKDOWN,
    isOffline: true,
  }),
  // A name may contain an escaped slash.
  page('/authors/*name', {
    reads: ['p'],
    keep: ({ name }) => policyOf.author(name),
    forms: MARKDOWN,
    isOffline: true,
  }),
  page('/digests/:day', {
    reads: ['d'],
    // A mail links to its own reader's digest.
    keep: (_, { query }) => (query.has('d') ? PRIVATE : policyOf.digest),
    forms: MARKDOWN,
  }),
  page('/about/ranking', {
    keep: policyOf.static,
    forms: MARKDOWN,
    isOffline: true,
    isInSitemap: true,
  }),
  page('/about/tools', { keep: policyOf.static, isOffline: true }),
  page('/privacy', { keep: policyOf.static }),
  page('/api', { keep: policyOf.static }),
  page('/offline', { keep: policyOf.static }),
  page('/subscribe', { reads: [['problem', /^address$/]], keep: policyOf.topicNames }),
  page('/subscribe/sent', { reads: 'all' }),
  page('/subscribe/deleted', { reads: 'all' }),
  page('/u/:handle', { reads: 'all' }),

  personal('/sign-in'),
  personal('/sign-in/sent'),
  personal('/sign-in/with/:provider'),
  personal('/sign-in/:token'),
  personal('/sign-out'),
  personal('/account'),
  personal('/account/deleted'),
  personal('/account/webhooks'),
  personal('/library'),
  personal('/library/export'),
  personal('/library/collections/:id'),
  personal('/collections/:token'),
  personal('/collections/:token/export'),
  personal('/searches'),
  personal('/follow'),
  personal('/vote/*id'),
  personal('/save/*id'),
  personal('/discuss/*id'),
  personal('/subscriptions/confirm/:token'),
  personal('/subscriptions/:token'),
  personal('/unsubscribe/replies/:token'),
  personal('/unsubscribe/:token'),
  personal('/admin'),
  personal('/admin/claims'),
  personal('/admin/jobs'),
  personal('/admin/log'),
  personal('/admin/mail'),
  personal('/admin/papers'),
  personal('/admin/readers'),
  personal('/admin/reports'),
  personal('/admin/submissions'),
  personal('/admin/votes'),
  personal('/admin/:section', { disallow: '' }),

  file('/og/papers/*id', { keep: ({ id }) => policyOf.picture(id) }),
  file('/sitemap.xml', { keep: policyOf.topicNames }),
  file('/robots.txt', { keep: policyOf.file }),
  file('/llms.txt', { keep: policyOf.static }),
  file('/manifest.webmanifest', { keep: policyOf.static }),
  file('/offline-list.js', { keep: policyOf.file }),
  file('/reader-words.js', { keep: policyOf.file }),
  file('/_next/static/*path', {}),
  file('/:name', {
    keep: policyOf.file,
    forms: ['js', 'svg', 'png', 'ico', 'txt'],
    needsForm: true,
  }),

  feed('/feeds/trending', { reads: ['window'], forms: FEED }),
  feed('/feeds/search', { reads: ['q'], forms: FEED }),
  feed('/feeds/topics', { forms: ['opml'] }),
  personal('/feeds/for-you/:token', { reads: [], limit: true, forms: [...FEED, 'opml'] }),
  feed('/feeds/*feed', { forms: FEED, needsForm: false }),

  program('/api/daily_papers', {
    reads: ['date', 'week', 'month', 'p', 'limit', 'sort', 'submitter'],
    limit: true,
  }),
  program('/api/papers', { reads: ['cursor', 'limit'], limit: true }),
  program('/api/papers/search', { reads: ['q', 'limit'], limit: true }),
  program('/api/papers/*id/comments', { reads: ['sort', 'p', 'limit'], limit: true }),
  program('/api/papers/*id', { reads: [], limit: true }),
  program('/api/openapi.json', { reads: [], limit: true }),
  // Operators' keys open these, and signing in has its own limit.
  program('/api/mcp', { limit: true }),
  program('/api/cron/*job'),
  program('/api/webhooks/*provider'),
  program('/api/auth/*path'),
  program('/api/*path', { limit: true, disallow: '' }),
  program('/healthz'),
  program('/readyz'),
  // The proxy rewrites to these.
  program('/markdown/*path'),
  program('/export/*path'),
] as const;

type Book = (typeof ADDRESSES)[number];
/** The patterns of addresses with a given form. */
export type PatternWith<F extends string> =
  Extract<Book, { forms: readonly string[] }> extends infer A
    ? A extends { pattern: infer P; forms: infer Forms extends readonly string[] }
      ? F extends Forms[number]
        ? P
        : never
      : never
    : never;

export type { Address };
export type BookPattern = Book['pattern'];
export type Found = Match & { address: Address };

const CANDIDATES = ADDRESSES.map((address) => ({
  address: address as Address,
  match: matcher(address),
}));
/** Groups rows by first segment, because every request is looked up. */
const BY_FIRST_SEGMENT = Map.groupBy(CANDIDATES, ({ address }) => firstSegment(address.pattern));
const WITHOUT_SEGMENT = CANDIDATES.filter(({ address }) => address.pattern.startsWith('/:'));

/** Paths that robots.txt excludes from crawling. */
export const DISALLOWED = ADDRESSES.flatMap(({ pattern, disallow }: Address) =>
  disallow === undefined ? [] : [`${pattern.split(/[:*]/, 1)[0]}${disallow}`],
);

/** The row of a decoded path; null for an unknown path. */
export function addressAt(path: string): Found | null {
  const first = firstSegment(path);
  const candidates = BY_FIRST_SEGMENT.get(first === 'index' ? '' : first) ?? [];
  return firstMatch(candidates, path) ?? firstMatch(WITHOUT_SEGMENT, path);
}

function firstMatch(candidates: typeof CANDIDATES, path: string): Found | null {
  for (const { address, match } of candidates) {
    const matched = match(path);
    if (matched) return { address, params: matched.params, form: matched.form };
  }
  return null;
}

/** How caches may keep an address: by a policy, privately, or as its handler decides. */
export function keptAs(found: Found | null, visit: Visit): Kept {
  const keep = found?.address.keep ?? null;
  return typeof keep === 'function' ? keep(found?.params ?? {}, visit) : keep;
}

/** Whether an address has a Markdown form, chosen by its ending or by `Accept`. */
export function hasMarkdownForm(found: Found | null): boolean {
  return found?.address.forms.includes('md') ?? false;
}

/** The parameters that the response of an address depends on; others are ignored. */
export function parametersOf(found: Found): readonly Parameter[] | 'all' {
  const { address, form } = found;
  const { reads = [], redirectsBy = [] } = address;
  if (reads === 'all') return 'all';
  if (form === null) return [...reads, ...redirectsBy];
  return isCitation(found) ? [] : reads;
}

/** The edition of an address, where its period is valid. */
export function editionAt({ address, params }: Found): Pick<Period, 'kind' | 'key'> | null {
  const kind = PERIODS.find((one) => address.pattern === EDITION_PATTERN[one]);
  return kind ? { kind, key: params[kind] ?? '' } : null;
}

/** Whether an address exports a paper or an edition as citations. */
export function isCitation(found: Found | null): boolean {
  return CITATION_FORMS.some((form) => form === found?.form);
}
