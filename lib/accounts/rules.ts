/** Rules for handles, redirects after sign-in, and the lifetime of links. Pure. */
import { asciiFold } from '@/lib/papers/text/ascii';
import { PATHS } from '@/lib/site/paths';

export const SIGN_IN_WITHIN_MINUTES = 10;

const MAX_HANDLE = 30;
const HANDLE = /^[a-z0-9](?:-?[a-z0-9]){1,29}$/;
/** Reserved names, because they would suggest the site itself. */
const RESERVED = new Set(
  'admin administrator broadsheet curator curators editor editors help me moderator null root staff support system team undefined'.split(
    ' ',
  ),
);

/** Two to thirty ASCII letters and digits, in lower case, with single hyphens between. */
export function isHandle(text: string): boolean {
  return text.length <= MAX_HANDLE && HANDLE.test(text) && !RESERVED.has(text);
}

/** Derives a handle from a name, or null where none is possible: `Émile Zola` → `emile-zola`. */
export function handleFromName(name: string): string | null {
  const handle = asciiFold(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_HANDLE - 5)
    .replace(/^-+|-+$/g, '');
  return isHandle(handle) ? handle : null;
}

/** Adds a distinguishing suffix: `reader` and `7k2f` → `reader-7k2f`. */
export function numberedHandle(handle: string | null, suffix: string): string {
  return `${handle ?? 'reader'}-${suffix}`;
}

const HOME = PATHS.latest;

/**
 * The redirect after sign-in: always a path on this site. Browsers read `//`, a backslash and
 * control characters as the start of another host, so rejects them.
 */
export function safeNext(next: string | undefined): string {
  if (!next || !/^\/(?![/\\])[^\\\p{Cc}]{0,500}$/u.test(next)) return HOME;
  const base = new URL('https://here.invalid');
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (!url || url.origin !== base.origin || url.pathname.startsWith('//')) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}
