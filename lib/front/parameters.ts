/**
 * What of an address its shared answer depends on: pure. Links come with `utm_source` and
 * `fbclid`, and anybody can invent more; each would be a page of its own, made anew and kept
 * beside the same page.
 */

/** A parameter by its name, and what it must look like to matter where the page overlooks the rest. */
type Read = string | readonly [name: string, matters: RegExp];
type Rule = readonly [path: RegExp, reads: readonly Read[] | 'all'];

const SEARCH_SORT = ['sort', /^(?:relevance|date|votes)$/] as const;
const THREAD_SORT = ['sort', /^(?:oldest|newest|answered)$/] as const;
/** A parameter that stands twice is refused or its first one taken; more of them say no more. */
const MAX_REPEATED = 2;

/** The first that fits says; where none does, all of the query counts. */
const RULES: readonly Rule[] = [
  [/^\/papers$/, ['q', 'p', SEARCH_SORT, 'date', 'week', 'month']],
  [/^\/(?:papers|index)?(?:\.md)?$/, ['q', 'p', SEARCH_SORT]],
  [/^\/papers\/(?:submit|for-you)$/, 'all'],
  [/^\/papers\/date$/, ['date']],
  [/^\/papers\/.+\.(?:bib|ris|csl\.json)$/, []],
  [/^\/papers\/trending(?:\.md)?$/, ['window', 'p']],
  [/^\/papers\/(?:date|week|month)\/[^/]+$/, ['p']],
  [/^\/papers\/./, [THREAD_SORT, 'p']],
  [/^\/digests\/./, ['d']],
  [/^\/topics(?:\.md|\/.+)?$/, ['order', 'p']],
  [/^\/authors\/./, ['p']],
  [/^\/og\/papers\/./, []],
  [/^\/subscribe$/, [['problem', /^address$/]]],
  [/^\/(?:about\/.+|privacy|api|offline)$/, []],
  [/^\/feeds\/trending\.[a-z]+$/, ['window']],
  [/^\/feeds\/search\.[a-z]+$/, ['q']],
  [/^\/feeds\/./, []],
  [/^\/api\/daily_papers$/, ['date', 'week', 'month', 'p', 'limit', 'sort', 'submitter']],
  [/^\/api\/papers$/, ['cursor', 'limit']],
  [/^\/api\/papers\/search$/, ['q', 'limit']],
  [/^\/api\/papers\/.+\/comments$/, ['sort', 'p', 'limit']],
  [/^\/api\/(?:papers\/.+|openapi\.json)$/, []],
  // Files, of which some are sitemaps and manifests that are made.
  [/^\/(?:_next\/static\/.+|[\w.-]+\.(?:css|ico|js|png|svg|txt|webmanifest|woff2|xml))$/, []],
];

/** The address under which everybody's answer is asked for and kept, from the one that was asked for. */
export function sharedTarget(target: string): string {
  const [rawPath = '', rawQuery] = target.split(/\?(.*)/s);
  const path = plainEscapes(rawPath);
  if (rawQuery === undefined) return path;
  const [, reads] = RULES.find(([pattern]) => pattern.test(decodeURIComponent(path))) ?? [];
  if (reads === undefined || reads === 'all') return `${path}?${rawQuery}`;
  const asked = new URLSearchParams(rawQuery);
  const kept = new URLSearchParams();
  for (const read of reads) {
    const [name, matters] = typeof read === 'string' ? [read] : read;
    for (const value of asked.getAll(name).slice(0, MAX_REPEATED)) {
      if (!matters || matters.test(value)) kept.append(name, value);
    }
  }
  return kept.size > 0 ? `${path}?${kept}` : path;
}

/**
 * Whether a link leads whoever has just changed a page back to it: one who is signed in, and who
 * must see the change even where the front hears of it a moment later (app/discuss/path.ts).
 */
export function leadsBackToChange(target: string): boolean {
  return /^[^?]*\?(?:.*&)?c=/s.test(target);
}

/** `%61` is `a` (RFC 3986, section 6.2.2.2); dots stay, which two of are a step up. */
function plainEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w~-]/.test(char) ? char : escape.toUpperCase();
  });
}
