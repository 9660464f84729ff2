/** Writes reading pages as Markdown, by the same queries as the pages. */
import { myDigest } from '@/lib/api/digest-queries';
import type { Database } from '@/lib/db/client';
import { generalDigest } from '@/lib/digests/web-queries';
import { recommendedCards } from '@/lib/recommend/card-queries';
import { dayInWords, periodOf, type Day, type Period } from '@/lib/calendar';
import { findLatestDay, papersOfPeriod } from '@/lib/editions/queries';
import { AppError } from '@/lib/errors';
import { papersOfAuthor } from '@/lib/papers/author-queries';
import { getPaper, topicNames } from '@/lib/papers/queries';
import { getTopic, papersOfTopic } from '@/lib/papers/topics/topic-queries';
import { trendingTitle } from '@/lib/ranking/title';
import { trendingPapers } from '@/lib/ranking/queries';
import type { TrendingWindow } from '@/lib/ranking/trending';
import { searchPapers } from '@/lib/search/query/search-queries';
import { relatedPapers } from '@/lib/search/query/related-queries';
import { repositoryLinks } from '@/lib/sources/table';
import { authorPath, paperPath, PATHS, periodPath, topicPath } from '@/lib/site/paths';
import { escapeMarkdown, listMarkdown, paperMarkdown } from './papers';
import { words } from '@/lib/words';

const MAX_RELATED = 10;

export type Site = { url: string; today: Day };
type PageOfList = { page: number; site: Site };

export async function paperPage(db: Database, id: string, { url }: Site): Promise<string> {
  const found = await getPaper(db, id);
  const paper = found.mergedIntoId ? await getPaper(db, found.mergedIntoId) : found;
  return paperMarkdown(paper, url, repositoryLinks(paper)?.landing ?? null);
}

export async function editionPage(
  db: Database,
  period: Period,
  { page, site }: PageOfList,
): Promise<string> {
  if (period.firstDay > site.today) throw new AppError('not_found', words.refusals.noEdition);
  const { papers, hasNext } = await papersOfPeriod(db, period, page);
  const next = hasNext ? `${site.url}${periodPath(period)}.md?p=${page + 1}` : null;
  return listMarkdown({ title: words.feed.papersOf(period.title), papers, next }, site.url);
}

export async function latestPage(db: Database, list: PageOfList): Promise<string> {
  const day = (await findLatestDay(db)) ?? list.site.today;
  return editionPage(db, periodOf('day', day), list);
}

export async function trendingPage(
  db: Database,
  window: TrendingWindow,
  { page, site }: PageOfList,
): Promise<string> {
  const { papers, hasNext } = await trendingPapers(db, window, page);
  const next = `${site.url}${PATHS.trending}.md?window=${window}&p=${page + 1}`;
  const title = trendingTitle(window, await findLatestDay(db), site.today);
  return listMarkdown({ title, papers, next: hasNext ? next : null }, site.url);
}

export async function searchPage(
  db: Database,
  query: string,
  { page, site }: PageOfList,
): Promise<string> {
  const { papers, hasNext } = await searchPapers(db, { query, page, today: null });
  const next = `${site.url}${PATHS.latest}.md?q=${encodeURIComponent(query)}&p=${page + 1}`;
  const title = words.markdown.search(query);
  return listMarkdown({ title, papers, next: hasNext ? next : null }, site.url);
}

export async function topicsPage(db: Database, { url }: Site): Promise<string> {
  const topics = [...(await topicNames(db))].map(
    ([slug, name]) => `- [${name}](${url}${topicPath(slug)}.md)`,
  );
  return [`# ${words.feed.topics}`, topics.join('\n') || words.markdown.noTopics].join('\n\n');
}

export async function topicPage(
  db: Database,
  slug: string,
  { page, site }: PageOfList,
): Promise<string> {
  const { name } = await getTopic(db, slug);
  const { papers, hasNext } = await papersOfTopic(db, { slug, order: 'newest', page });
  const next = hasNext ? `${site.url}${topicPath(slug)}.md?p=${page + 1}` : null;
  return listMarkdown({ title: name, papers, next }, site.url);
}

export async function authorPage(
  db: Database,
  name: string,
  { page, site }: PageOfList,
): Promise<string> {
  const { papers, hasNext } = await papersOfAuthor(db, name, page);
  if (papers.length === 0) throw new AppError('not_found', words.refusals.noAuthor(name));
  const next = hasNext ? `${site.url}${authorPath(name)}.md?p=${page + 1}` : null;
  return listMarkdown({ title: words.markdown.papersBy(name), papers, next }, site.url);
}

/** The digest of a reader without preferences. */
export async function digestPage(db: Database, day: Day, { url }: Site): Promise<string> {
  const articles = await recommendedCards(db, await generalDigest(db, day));
  const papers = articles.map(({ paper }) => paper);
  return listMarkdown({ title: words.markdown.digestOf(dayInWords(day)), papers }, url);
}

/** A reader's own next digest, each paper with its reason. */
export async function ownDigestPage(
  db: Database,
  userId: string,
  { site, now }: { site: Site; now: Date },
): Promise<string> {
  const { day, papers } = await myDigest(db, userId, now);
  const lines = papers.map(
    ({ paper, reason }, index) =>
      `${index + 1}. [${escapeMarkdown(paper.title)}](${site.url}${paperPath(paper.id)}) — ${escapeMarkdown(reason)}\n\n   ${escapeMarkdown(paper.abstract).replace(/\n+/g, '\n\n   ')}`,
  );
  return [
    `# ${words.markdown.digestOf(dayInWords(day))}`,
    ...(lines.length > 0 ? lines : [words.markdown.noPapersYet]),
  ].join('\n\n');
}

/** The papers most like one. Throws not_found. */
export async function relatedPage(db: Database, id: string, { url }: Site): Promise<string> {
  const paper = await getPaper(db, id);
  const related = await relatedPapers(db, paper, MAX_RELATED);
  const lines = related.map(
    (one, index) =>
      `${index + 1}. [${escapeMarkdown(one.title)}](${url}${paperPath(one.id)}) — ${one.authors.map(escapeMarkdown).join(', ')}; ${one.publishedOn}`,
  );
  return [
    `# ${words.markdown.relatedTo(escapeMarkdown(paper.title))}`,
    ...(lines.length > 0 ? lines : [words.markdown.noRelated]),
  ].join('\n\n');
}
