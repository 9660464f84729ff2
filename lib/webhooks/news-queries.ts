/** Current news for webhooks of a kind, each with a key that prevents a second delivery. */
import type { Db } from '@/lib/db/client';
import { findLatestDay } from '@/lib/editions/queries';
import { leadingPapers } from '@/lib/ranking/leading-queries';
import { paperPath, PATHS, periodPath } from '@/lib/site/paths';

export type Kind = { event: 'edition' | 'trending'; topic: string | null };
export type News = { key: string; body: object };
type Site = { url: string; now: Date };

export async function newsNow(db: Db, { event, topic }: Kind, site: Site): Promise<News[]> {
  return event === 'edition' ? editionNews(db, site) : trendNews(db, topic, site);
}

async function editionNews(db: Db, { url, now }: Site): Promise<News[]> {
  const day = await findLatestDay(db);
  if (!day) return [];
  const data = {
    day,
    url: `${url}${periodPath({ kind: 'day', key: day })}`,
    api: `${url}${PATHS.dailyPapers}?date=${day}`,
  };
  return [{ key: `edition:${day}`, body: message('edition.published', data, now) }];
}

async function trendNews(db: Db, topic: string | null, { url, now }: Site): Promise<News[]> {
  const leading = await leadingPapers(db, topic);
  return leading.map(({ id, title, votes }) => ({
    key: `trending:${id}`,
    body: message('paper.trending', { id, title, votes, topic, url: url + paperPath(id) }, now),
  }));
}

/** The envelope of Standard Webhooks. */
export function message(type: string, data: object, now: Date) {
  return { type, timestamp: now.toISOString(), data };
}
