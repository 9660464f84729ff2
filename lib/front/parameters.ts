/**
 * Reduces addresses to what their shared answers depend on. Links come with `utm_source` and
 * `fbclid`, and anybody can invent more; each would be stored beside the same page.
 */
import { addressAt, parametersOf } from '@/lib/site/addresses';
import { plainPath } from '@/lib/site/patterns';

/** A parameter that is repeated is refused or its first value is taken, so two of them suffice. */
const MAX_REPEATED = 2;

/** The address under which everybody's answer is fetched and stored. */
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
 * Whether a link leads whoever has just changed a page back to it: one who is signed in, and who
 * must see the change even where the front hears of it a moment later (lib/comments/path-queries.ts).
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
