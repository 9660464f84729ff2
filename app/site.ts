/** Helpers of every page: the current day, the database, and failures. */
import { notFound } from 'next/navigation';
import { AppError } from '@/lib/errors';
import { FEED_FORMATS, FEED_TYPE } from '@/lib/feeds/types';
import { parsePaperId } from '@/lib/papers/ids';
import { feedPath } from '@/lib/site/paths';

export { today } from '@/lib/editions/today';

/** Runs a page's reads; a not_found becomes the 404 page, anything else the error page. */
export async function orNotFound<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound();
    throw error;
  }
}

/** Decodes a segment of an address. Throws not_found for invalid escapes. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) throw new AppError('not_found');
    throw error;
  }
}

/** The paper named by the rest of an address, in any spelling. Throws not_found. */
export function addressedId(segments: readonly string[]): string {
  const parsed = parsePaperId(decoded(segments.join('/')));
  if (!parsed) throw new AppError('not_found');
  return parsed.id;
}

/** `alternates.types` of a page with its own feed, for feed readers. */
export function feedTypes(path: string, title: string, query = '') {
  return Object.fromEntries(
    FEED_FORMATS.map((format) => [
      FEED_TYPE[format],
      [{ url: `${feedPath(path, format)}${query}`, title }],
    ]),
  );
}
