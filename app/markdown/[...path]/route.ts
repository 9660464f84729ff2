/** Every reading page as Markdown; proxy.ts leads here from `.md` and from `Accept: text/markdown`. */
import type { NextRequest } from 'next/server';
import { today } from '@/app/site';
import { database } from '@/lib/db/client';
import { parsePeriod, periodOf, type Period, type PeriodKind } from '@/lib/editions/calendar';
import { findLatestDay, papersOfPeriod } from '@/lib/editions/queries';
import { publicUrl } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { route } from '@/lib/http/route';
import { arxivLinks, isArxivId, parsePaperId } from '@/lib/papers/ids';
import { listMarkdown, paperMarkdown } from '@/lib/papers/markdown';
import { getPaper } from '@/lib/papers/queries';
import { trendingPapers } from '@/lib/ranking/queries';

const KIND: Record<string, PeriodKind> = { date: 'day', week: 'week', month: 'month' };

export const GET = route(async (request: NextRequest) => {
  const path = decodeURIComponent(request.nextUrl.pathname).replace(/^\/markdown\/papers\/?/, '');
  const headers = { 'content-type': 'text/markdown; charset=utf-8', vary: 'accept' };
  return new Response(`${await markdownOf(path)}\n`, { headers });
});

async function markdownOf(path: string): Promise<string> {
  const db = database();
  if (path === 'trending') {
    const { papers } = await trendingPapers(db, 'day', 0);
    return listMarkdown('Trending today', papers, publicUrl);
  }
  const [segment = '', key = ''] = path.split('/');
  const kind = KIND[segment];
  if (path === '' || kind) {
    const period = kind
      ? parsePeriod(kind, key)
      : periodOf('day', (await findLatestDay(db)) ?? today());
    return periodMarkdown(period);
  }
  const parsed = parsePaperId(path);
  if (!parsed) throw new AppError('not_found');
  const asked = await getPaper(db, parsed.id);
  const paper = asked.mergedIntoId ? await getPaper(db, asked.mergedIntoId) : asked;
  return paperMarkdown(paper, publicUrl, isArxivId(paper.id) ? arxivLinks(paper.id).abs : null);
}

async function periodMarkdown(period: Period | null): Promise<string> {
  if (!period || period.firstDay > today())
    throw new AppError('not_found', 'There is no such edition.');
  const { papers } = await papersOfPeriod(database(), period, 0);
  return listMarkdown(`Papers of ${period.title}`, papers, publicUrl);
}
