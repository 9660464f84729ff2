/** The newest editions and papers, because a sitemap holds 50,000 addresses at most. */
import type { MetadataRoute } from 'next';
import { database } from '@/lib/db/client';
import { periodOf } from '@/lib/calendar';
import { recentDays } from '@/lib/editions/queries';
import { publicUrl } from '@/lib/env';
import { newestPaperIds, topicNames } from '@/lib/papers/queries';
import { ADDRESSES, type Address } from '@/lib/site/addresses';
import { paperPath, periodPath, topicPath } from '@/lib/site/paths';

const DAYS = 1_000;
const PAPERS = 20_000;

export const dynamic = 'force-dynamic';

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const db = database();
  const [days, ids, topics] = await Promise.all([
    recentDays(db, DAYS),
    newestPaperIds(db, PAPERS),
    topicNames(db),
  ]);
  const rows: readonly Address[] = ADDRESSES;
  const entry = (path: string) => ({ url: `${publicUrl}${path}` });
  return [
    ...rows.filter(({ isInSitemap }) => isInSitemap).map(({ pattern }) => entry(pattern)),
    ...[...topics.keys()].map((slug) => entry(topicPath(slug))),
    ...days.map((day) => entry(periodPath(periodOf('day', day)))),
    ...ids.map((id) => entry(paperPath(id))),
  ];
}
