/** Writes a feed as RSS 2.0, Atom or JSON Feed 1.1, deterministically. */
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { words } from '@/lib/words';
import { addressOf, type Feed, type FeedEntry, type FeedFormat } from './types';

/** Characters that XML 1.0 can't express, and C1 controls, which no reader shows. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
const LANGUAGE = 'en';
const DOCS = 'https://www.rssboard.org/rss-specification';

export function writeFeed(feed: Feed, format: FeedFormat): string {
  const written = WRITERS[format](cleaned(feed));
  return format === 'json' ? written : unpadded(written);
}

/** Time of an entry's last change; an empty feed has a date of its own. */
export function updatedAt({ entries, emptySince }: Feed): Date {
  if (entries.length === 0) return emptySince;
  return new Date(Math.max(...entries.map((entry) => entry.updatedAt.getTime())));
}

const WRITERS: Record<FeedFormat, (feed: Feed) => string> = {
  rss: (given) => {
    const feed = safeAsHtml(given);
    return generateRssFeed({
      title: feed.title,
      link: feed.pageUrl,
      description: feed.description,
      language: LANGUAGE,
      lastBuildDate: updatedAt(feed),
      docs: DOCS,
      generator: feed.siteName,
      image: { url: feed.iconUrl, title: feed.title, link: feed.pageUrl },
      atom: { links: [selfLink(feed, 'rss')] },
      items: feed.entries.map((entry) => ({
        title: entry.title,
        link: entry.url,
        guid: { value: entry.url, isPermaLink: true },
        pubDate: entry.publishedAt,
        description: entry.html,
        categories: entry.labels.map((name) => ({ name })),
        // RSS' own author is a mail address, which we don't have and wouldn't publish.
        ...(entry.authors.length > 0 && { dc: { creators: entry.authors } }),
      })),
    });
  },
  atom: (feed) =>
    generateAtomFeed({
      id: addressOf(feed, 'atom'),
      xml: { lang: LANGUAGE },
      title: { value: feed.title },
      subtitle: { value: feed.description },
      updated: updatedAt(feed),
      links: [{ href: feed.pageUrl, rel: 'alternate', type: 'text/html' }, selfLink(feed, 'atom')],
      icon: feed.iconUrl,
      generator: { text: feed.siteName },
      // Required where an entry has none of its own.
      authors: [{ name: feed.siteName }],
      entries: feed.entries.map((entry) => ({
        id: entry.url,
        title: { value: entry.title },
        links: [{ href: entry.url, rel: 'alternate', type: 'text/html' }],
        published: entry.publishedAt,
        updated: entry.updatedAt,
        content: { value: entry.html, type: 'html' },
        categories: entry.labels.map((term) => ({ term })),
        ...(entry.authors.length > 0 && { authors: entry.authors.map((name) => ({ name })) }),
      })),
    }),
  json: (feed) => {
    const written = generateJsonFeed({
      title: feed.title,
      home_page_url: feed.pageUrl,
      feed_url: addressOf(feed, 'json'),
      description: feed.description,
      icon: feed.iconUrl,
      language: LANGUAGE,
      authors: [{ name: feed.siteName }],
      items: feed.entries.map(jsonItem),
    });
    // The library omits an empty list, which the format requires.
    return JSON.stringify(
      feed.entries.length > 0 ? written : Object.assign({}, written, { items: [] }),
    );
  },
};

function jsonItem(entry: FeedEntry) {
  return {
    id: entry.url,
    url: entry.url,
    title: entry.title,
    content_html: entry.html,
    date_published: entry.publishedAt,
    date_modified: entry.updatedAt,
    authors: entry.authors.map((name) => ({ name })),
    tags: entry.labels,
    ...(entry.imageUrl && { image: entry.imageUrl }),
  };
}

function selfLink(feed: Feed, format: 'rss' | 'atom') {
  return { href: addressOf(feed, format), rel: 'self', type: `application/${format}+xml` };
}

/** The library indents CDATA, which would add spaces to the text. */
function unpadded(xml: string): string {
  return xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></');
}

/**
 * RSS doesn't define whether its texts are HTML, and many readers render them as HTML: escapes
 * possible tags and entities once more, so that `<model>` is shown and `<img onerror=…>` does
 * nothing. Plain-text readers show `&lt;` in those few titles.
 */
function safeAsHtml(feed: Feed): Feed {
  return {
    ...feed,
    title: escapeMarkup(feed.title),
    description: escapeMarkup(feed.description),
    entries: feed.entries.map((entry) => ({
      ...entry,
      title: escapeMarkup(entry.title),
      authors: entry.authors.map(escapeMarkup),
      labels: entry.labels.map(escapeMarkup),
    })),
  };
}

function escapeMarkup(text: string): string {
  return text.replace(/&(?=#|[a-z])/gi, '&amp;').replace(/<(?=[a-z/!?])/gi, '&lt;');
}

function cleaned(feed: Feed): Feed {
  return {
    ...feed,
    title: xmlText(feed.title),
    description: xmlText(feed.description),
    entries: feed.entries.map((entry) => ({
      ...entry,
      // A title is required, and readers show nothing for a blank one.
      title: xmlText(entry.title) || words.feeds.untitled,
      html: xmlText(entry.html),
      authors: entry.authors.map(xmlText).filter(Boolean),
      labels: entry.labels.map(xmlText).filter(Boolean),
    })),
  };
}

function xmlText(text: string): string {
  return text.toWellFormed().replace(NOT_XML, '').trim();
}
