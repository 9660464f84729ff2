import { extractFromJson } from '@extractus/feed-extractor';
import { parseFeed } from '@rowanmanning/feed-parser';
import { XMLValidator } from 'fast-xml-parser';
import { parseFragment } from 'parse5';
import fc from 'fast-check';
import FeedMe from 'feedme';
import RssParser from 'rss-parser';
import { describe, expect, test } from 'vitest';
import { jsonFeedProblems } from '@/tests/support/json-feed-schema';
import { updatedAt, writeFeed } from './formats';
import type { Feed, FeedEntry } from './types';

const at = (instant: string) => new Date(instant);

function entry(overrides: Partial<FeedEntry> = {}): FeedEntry {
  return {
    url: 'https://paper.example/papers/2503.99001',
    title: 'Weighing Fog',
    html: '<p>Fog is <a href="https://example.org/?a=1&amp;b=2">mostly</a> absence.</p>',
    authors: ['Hana Ito', 'Obi Eze'],
    labels: ['Weather', 'cs.CV'],
    publishedAt: at('2025-03-17T01:02:03Z'),
    updatedAt: at('2025-03-18T01:02:03Z'),
    imageUrl: null,
    ...overrides,
  };
}

function feed(changes: Partial<Feed> = {}): Feed {
  return {
    title: 'Daily papers · Broadsheet',
    description: 'Every paper & its abstract.',
    pageUrl: 'https://paper.example/papers',
    feedUrl: 'https://paper.example/feeds/daily',
    query: '',
    siteName: 'Broadsheet',
    iconUrl: 'https://paper.example/icon-192.png',
    emptySince: at('2025-03-16T00:00:00Z'),
    entries: [entry()],
    ...changes,
  };
}

const XML = ['rss', 'atom'] as const;

/** The text and element names that `html` shows in a page. */
function shownAsHtml(html = ''): string {
  return parseFragment(html)
    .childNodes.map((node) => ('value' in node ? node.value : `[${node.nodeName}]`))
    .join('');
}

describe.each(XML)('%s', (format) => {
  test('two independent parsers read it back unchanged', async () => {
    const text = writeFeed(feed(), format);
    expect(XMLValidator.validate(text)).toBe(true);
    const [item] = (await new RssParser().parseString(text)).items;
    expect(item).toMatchObject({ title: entry().title, link: entry().url });
    expect(item?.isoDate ?? '').toBe('2025-03-17T01:02:03.000Z');
    expect(item?.content).toBe(entry().html);
    const { items } = parseFeed(text);
    expect(items[0]).toMatchObject({ title: entry().title, url: entry().url, id: entry().url });
    // This parser wrongly decodes HTML's entities once more.
    const decoded = entry().html.replace('&amp;', '&');
    expect(items[0]?.content ?? items[0]?.description).toBe(decoded);
    expect(items[0]?.authors.map(({ name }) => name)).toEqual(entry().authors);
    expect(items[0]?.categories.map(({ term }) => term)).toEqual(entry().labels);
  });

  test('contains any title and author', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (title, name) => {
        const written = writeFeed(feed({ entries: [entry({ title, authors: [name] })] }), format);
        expect(XMLValidator.validate(written)).toBe(true);
        expect(writeFeed(feed({ entries: [entry({ title, authors: [name] })] }), format)).toBe(
          written,
        );
      }),
    );
  });

  test.each([
    'F* of <model, accuracy> & <9% ]]> ]]>',
    'A &amp; B &lt;c&gt;',
    '“Quotes” \'and\' "more"',
    '雾的重量 وزن الضباب 🌫️',
  ])('a title of %s stays unchanged, as text or as HTML', async (title) => {
    const text = writeFeed(feed({ entries: [entry({ title })] }), format);
    const { items } = await new RssParser().parseString(text);
    expect(format === 'rss' ? shownAsHtml(items[0]?.title) : items[0]?.title).toBe(title);
  });

  test('omits characters invalid in XML, and lone surrogates', () => {
    const title = 'a\u0000b\u0008c\ud800d\uffffe';
    const { items } = parseFeed(writeFeed(feed({ entries: [entry({ title })] }), format));
    expect(items[0]?.title).toBe('abc\ufffdde');
  });

  test('can be empty', () => {
    const text = writeFeed(feed({ entries: [] }), format);
    expect(parseFeed(text)).toMatchObject({ title: feed().title, items: [] });
    expect(text).toMatch(format === 'rss' ? /Sun, 16 Mar 2025/ : /<updated>2025-03-16T/);
    expect(text).not.toContain('1970');
  });
});

test('no text of an RSS feed becomes markup in a reader that renders HTML', async () => {
  const part = fc.constantFrom(
    '<',
    '>',
    '&',
    'lt;',
    '#60;',
    'img',
    '/b',
    '!--',
    '?x',
    ' ',
    '"',
    'é',
  );
  const text = fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => `T${parts.join('')}`);
  await fc.assert(
    fc.asyncProperty(text, async (hostile) => {
      const entries = [entry({ title: hostile, authors: [hostile], labels: [hostile] })];
      const written = writeFeed(feed({ title: hostile, description: hostile, entries }), 'rss');
      const read = await new RssParser().parseString(written);
      const [item] = read.items;
      const shown = [
        read.title,
        read.description,
        item?.title,
        item?.creator,
        item?.categories?.[0],
      ];
      expect(shown.map((one) => shownAsHtml(one))).toEqual(Array(5).fill(hostile.trim()));
    }),
  );
});

/** The W3C validator's rules that a generator can break. */
test('RSS follows the specification', () => {
  const text = writeFeed(feed({ query: '?q=a&b' }), 'rss');
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\s*<rss version="2\.0"/);
  for (const prefix of ['atom', 'dc']) expect(text).toContain(`xmlns:${prefix}=`);
  const channel = text.split('<item>')[0]!;
  for (const name of ['title', 'link', 'description', 'language', 'lastBuildDate']) {
    expect(channel.match(new RegExp(`<${name}>`, 'g')), name).toHaveLength(
      name === 'title' || name === 'link' ? 2 : 1,
    );
  }
  expect(text).toContain(
    '<atom:link href="https://paper.example/feeds/daily.rss?q=a&amp;b" rel="self" type="application/rss+xml"',
  );
  expect(text).toContain('<guid isPermaLink="true">https://paper.example/papers/2503.99001</guid>');
  expect(text).toContain('<pubDate>Mon, 17 Mar 2025 01:02:03 GMT</pubDate>');
  // An author in RSS is a mail address.
  expect(text).not.toContain('<author>');
  expect(text.match(/<dc:creator>/g)).toHaveLength(2);
});

test('Atom follows RFC 4287', () => {
  const text = writeFeed(feed(), 'atom');
  expect(text).toMatch(/<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"[^>]* xml:lang="en"/);
  expect(text).toContain('<id>https://paper.example/feeds/daily.atom</id>');
  expect(text.match(/<updated>/g)).toHaveLength(2);
  expect(text).toContain('<updated>2025-03-18T01:02:03.000Z</updated>');
  expect(text).toContain('<published>2025-03-17T01:02:03.000Z</published>');
  expect(text).toMatch(/<link [^>]*rel="self"[^>]*type="application\/atom\+xml"/);
  expect(text).toMatch(/<content type="html">/);
  // An entry without authors has the feed's.
  const anonymous = writeFeed(feed({ entries: [entry({ authors: [] })] }), 'atom');
  expect(anonymous).toMatch(/<author>\s*<name>Broadsheet<\/name>/);
});

describe('JSON Feed', () => {
  test('follows version 1.1', () => {
    const written = JSON.parse(writeFeed(feed(), 'json'));
    expect(written).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: feed().title,
      home_page_url: feed().pageUrl,
      feed_url: 'https://paper.example/feeds/daily.json',
      language: 'en',
      items: [
        {
          id: entry().url,
          url: entry().url,
          title: entry().title,
          content_html: entry().html,
          date_published: '2025-03-17T01:02:03.000Z',
          date_modified: '2025-03-18T01:02:03.000Z',
          authors: [{ name: 'Hana Ito' }, { name: 'Obi Eze' }],
          tags: entry().labels,
        },
      ],
    });
  });

  test('two independent parsers read it back unchanged', () => {
    const title = '“Fog” & <i>mist</i> \u2028 雾';
    const text = writeFeed(
      feed({ entries: [entry({ title }), entry({ url: 'https://b.example/' })] }),
      'json',
    );
    const options = {
      descriptionMaxLen: 0,
      getExtraEntryFields: ({ authors, tags }: Record<string, unknown>) => ({ authors, tags }),
    };
    const read = extractFromJson(text, options);
    expect(read).toMatchObject({ title: feed().title, link: feed().pageUrl, language: 'en' });
    expect(read.entries).toHaveLength(2);
    expect(read.entries![0]).toMatchObject({
      id: entry().url,
      title,
      link: entry().url,
      published: '2025-03-17T01:02:03.000Z',
      description: 'Fog is mostly absence.',
      authors: entry().authors.map((name) => ({ name })),
      tags: entry().labels,
    });
    const parser = new FeedMe(true);
    parser.end(text);
    const { items, ...facts } = parser.done()!;
    expect(facts).toMatchObject({
      title: feed().title,
      feed_url: 'https://paper.example/feeds/daily.json',
    });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ id: entry().url, title, content_html: entry().html });
  });

  test('is valid by a schema of the specification, with any title and author', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (title, name) => {
        const entries = [entry({ title, authors: [name], labels: [name] })];
        const written: unknown = JSON.parse(writeFeed(feed({ entries }), 'json'));
        expect(jsonFeedProblems(written)).toEqual([]);
      }),
    );
    expect(jsonFeedProblems({ version: 'https://jsonfeed.org/version/1' })).not.toEqual([]);
  });

  test('has an empty list without entries', () => {
    expect(JSON.parse(writeFeed(feed({ entries: [] }), 'json')).items).toEqual([]);
  });
});

test('a feed is dated by its newest entry', () => {
  const entries = [entry(), entry({ updatedAt: at('2025-03-20T00:00:00Z') }), entry()];
  expect(updatedAt(feed({ entries }))).toEqual(at('2025-03-20T00:00:00Z'));
});
