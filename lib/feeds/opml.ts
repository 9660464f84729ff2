/** The feeds that there are as OPML, to be taken into a feed reader at once. */
import { generateOpml } from 'feedsmith';
import { authorPath, feedPath, PATHS, topicPath } from '@/lib/site/paths';

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
        outline('Daily papers', 'daily', PATHS.latest),
        outline('Trending', 'trending', PATHS.trending),
        {
          text: 'Topics',
          outlines: topics.map(({ slug, name }) =>
            outline(name, `topics/${slug}`, topicPath(slug)),
          ),
        },
        ...(authors.length > 0
          ? [{ text: 'Authors', outlines: authors.map((name) => outlineOfAuthor(name, outline)) }]
          : []),
      ],
    },
  });
}

type Outline = (text: string, feed: string, page: string) => object & { text: string };

function outlineOfAuthor(name: string, outline: Outline) {
  return outline(name, `authors/${encodeURIComponent(name)}`, authorPath(name));
}
