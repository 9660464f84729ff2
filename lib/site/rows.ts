/** Declares the rows of the address book: the kinds of address and their properties. */
import type { Day } from '@/lib/calendar';
import type { ParamsOf } from './patterns';
import type { CachePolicy } from './tags';

/** A query parameter, with its accepted values where the page ignores others. */
export type Parameter = string | readonly [name: string, values: RegExp];
/** For one reader only: by a session, or by a secret in the address. */
export const PRIVATE = 'private';
export type Kept = CachePolicy | typeof PRIVATE | null;
export type Visit = { query: URLSearchParams; today: Day };
type Keep<P extends string> = Kept | ((params: ParamsOf<P>, visit: Visit) => Kept);

type Facts<P extends string> = {
  /** The parameters that the shared response depends on. */
  reads?: readonly Parameter[] | 'all';
  /** Parameters that only redirect to another address. */
  redirectsBy?: readonly string[];
  /** Null where the handler decides. */
  keep?: Keep<P>;
  needsForm?: boolean;
  /** Limit per network: for all requests, or for those with a parameter. */
  limit?: true | { with: string };
  /** Whether browsers store the page for offline reading. */
  isOffline?: true;
  isInSitemap?: true;
  /** Excluded from crawling: the end of the address after the literal part of the pattern. */
  disallow?: string;
};
type Kind = 'reading' | 'personal' | 'file' | 'program';
export type Address<P extends string = string, F extends readonly string[] = readonly string[]> = {
  pattern: P;
  kind: Kind;
  forms: F;
} & Facts<P>;
type Row<P extends string, F extends readonly string[]> = Facts<P> & { forms?: F };

/** A page that is the same for all readers. */
export function page<const P extends string, const F extends readonly string[] = readonly []>(
  pattern: P,
  row: Row<P, F>,
) {
  return addressOf('reading', pattern, row);
}

/** A page of one reader, or the handler of a form. */
export function personal<const P extends string, const F extends readonly string[] = readonly []>(
  pattern: P,
  row: Row<P, F> = {},
) {
  return addressOf('personal', pattern, { reads: 'all', keep: PRIVATE, ...row });
}

/** A file for browsers and crawlers. */
export function file<const P extends string, const F extends readonly string[] = readonly []>(
  pattern: P,
  row: Row<P, F>,
) {
  return addressOf('file', pattern, row);
}

/** A feed, which sets its own caching headers. */
export function feed<const P extends string, const F extends readonly string[]>(
  pattern: P,
  row: Row<P, F>,
) {
  return addressOf('program', pattern, { limit: true, needsForm: true, ...row });
}

/** An endpoint for programs, which sets its own caching headers. */
export function program<const P extends string>(
  pattern: P,
  row: Row<P, readonly []> = { reads: 'all' },
) {
  return addressOf('program', pattern, { reads: 'all', ...row });
}

function addressOf<const P extends string, const F extends readonly string[] = readonly []>(
  kind: Kind,
  pattern: P,
  { forms, ...facts }: Row<P, F>,
): Address<P, F> {
  return { pattern, kind, forms: forms ?? ([] as unknown as F), ...facts };
}
