/**
 * Reduces addresses to the parameters that their shared responses depend on. Links carry
 * `utm_source`, `fbclid` or invented parameters, which would each store another copy.
 */
import { addressAt, parametersOf } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';

/** Keeps two values of a repeated parameter: pages refuse it or take the first one. */
const MAX_REPEATED = 2;

/** The address under which a shared response is fetched and stored. */
export function sharedTarget(target: string): string {
  const [rawPath = '', rawQuery] = target.split(/\?(.*)/s);
  const path = plainEscapes(rawPath);
  if (rawQuery === undefined) return path;
  const found = addressAt(plainPath(path));
  const reads = found ? parametersOf(found) : 'all';
  if (reads === 'all') return `${path}?${rawQuery}`;
  const given = new URLSearchParams(rawQuery);
  const kept = new URLSearchParams();
  for (const read of reads) {
    const [name, values] = typeof read === 'string' ? [read] : read;
    for (const value of given.getAll(name).slice(0, MAX_REPEATED)) {
      if (!values || values.test(value)) kept.append(name, value);
    }
  }
  return kept.size > 0 ? `${path}?${kept}` : path;
}

/**
 * Whether a link leads a signed-in reader back to a page after a change. These readers must see the
 * change before the front's purge arrives (lib/comments/path-queries.ts).
 */
export function leadsBackToChange(target: string): boolean {
  return /^[^?]*\?(?:.*&)?c=/s.test(target);
}

/** Decodes `%61` to `a` (RFC 3986, 6.2.2.2); keeps encoded dots, because two are a step up. */
function plainEscapes(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (escape) => {
    const char = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return /[\w~-]/.test(char) ? char : escape.toUpperCase();
  });
}
