/** Writes the list of feeds as OPML, so that a feed reader can import all of them. */
import { generateOpml } from 'feedsmith';
import { authorPath, feedPath, PATHS, topicPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Site = { name: string; url: string };
type Topic = { slug: string; name: string };
export type Followed = { topics: readonly Topic[]; authors: readonly string[] };

export function followedOpml({ topics, authors }: Followed, site: Site): string {
  const outline = (text: string, feed: string, page: string) => ({
    text,
    title: text,
    type: 'rss',
    xmlUrl: `${site.url}${feedPath(feed, 'rss')}`,
    htmlUrl: site.url + page,
  });
  return generateOpml({
    head: { title: site.name },
    body: {
      outlines: [
        outline(words.site.dailyPapers, 'daily', PATHS.latest),
        outline(words.feed.trendingTab, 'trending', PATHS.trending),
        {
          text: words.feed.topics,
          outlines: topics.map(({ slug, name }) =>
            outline(name, `topics/${slug}`, topicPath(slug)),
          ),
        },
        ...(authors.length > 0
          ? [
              {
                text: words.feeds.authors,
                outlines: authors.map((name) => outlineOfAuthor(name, outline)),
              },
            ]
          : []),
      ],
    },
  });
}

type Outline = (text: string, feed: string, page: string) => object & { text: string };

function outlineOfAuthor(name: string, outline: Outline) {
  return outline(name, `authors/${encodeURIComponent(name)}`, authorPath(name));
}
