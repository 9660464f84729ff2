/** The feeds that there are as OPML, to be taken into a feed reader at once. */
import { generateOpml } from 'feedsmith';

type Site = { name: string; url: string };
type Topic = { slug: string; name: string };

export function topicsOpml(topics: readonly Topic[], site: Site): string {
  const outline = (text: string, feed: string, page: string) => ({
    text,
    title: text,
    type: 'rss',
    xmlUrl: `${site.url}/feeds/${feed}.rss`,
    htmlUrl: site.url + page,
  });
  return generateOpml({
    head: { title: site.name },
    body: {
      outlines: [
        outline('Daily papers', 'daily', '/papers'),
        outline('Trending', 'trending', '/papers/trending'),
        {
          text: 'Topics',
          outlines: topics.map(({ slug, name }) =>
            outline(name, `topics/${slug}`, `/topics/${slug}`),
          ),
        },
      ],
    },
  });
}
