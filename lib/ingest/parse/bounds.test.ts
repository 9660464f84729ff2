import { expect, test } from 'vitest';
import { atomEntry, dailyEntry, links, listing } from '@/tests/support/factories';
import { parseArchiveRow } from './archive';
import { parseAtom } from '../arxiv/atom';
import { parseOai } from '../arxiv/oai';
import { parseAnnouncement } from '../arxiv/rss';
import { boundListing } from './bounds';
import { parseDailyPapers } from '../huggingface/parse';
import type { Cut, PaperRecord } from '../types';

const LONG = {
  title: 'Fog '.repeat(500_000),
  abstract: 'Fog is absence. '.repeat(20_000),
  name: 'Ito '.repeat(2_250).trim(),
};
const MANY = Array.from({ length: 5_001 }, (_, number) => `Hana Ito ${number}`);

const day = { listedOn: '2025-03-17', readAt: new Date('2025-03-17T12:00:00Z') };
const rss = (authors: string[]) => `<rss><channel><item>
  <title>${LONG.title}</title><guid>oai:arXiv.org:2503.99001v1</guid>
  <description>arXiv:2503.99001v1 Announce Type: new Abstract: ${LONG.abstract}</description>
  <pubDate>Mon, 17 Mar 2025 00:00:00 -0400</pubDate><category>cs.CV</category>
  <creator>${authors.join(', ')}</creator></item></channel></rss>`;
const oai = (authors: string[]) => `<OAI-PMH><ListRecords><record>
  <header><identifier>oai:arXiv.org:2503.99001</identifier></header>
  <metadata><arXiv><id>2503.99001</id><created>2025-03-14</created>
  <authors>${authors.map((name) => `<author><keyname>${name}</keyname></author>`).join('')}</authors>
  <title>${LONG.title}</title><abstract>${LONG.abstract}</abstract></arXiv></metadata>
  </record></ListRecords></OAI-PMH>`;
const atom = (authors: string[]) => {
  const entry = atomEntry({ title: LONG.title, summary: LONG.abstract }).replace(
    /<author>.*<\/author>/s,
    authors.map((name) => `<author><name>${name}</name></author>`).join(''),
  );
  return `<feed>${entry}</feed>`;
};
const huggingFace = (authors: string[]) =>
  JSON.stringify([
    dailyEntry({
      title: LONG.title,
      paper: { summary: LONG.abstract, authors: authors.map((name) => ({ name })) },
    }),
  ]);
const archive = (authors: string[]) =>
  JSON.stringify({
    feed_date: '2025-03-20',
    id: '2503.99001',
    title: LONG.title,
    summary: LONG.abstract,
    authors: authors.map((name) => ({ name })),
    paper_publishedAt: '2025-03-19T17:34:15.000Z',
    upvotes: 1,
    captured_at: '2025-03-20T17:05:00+00:00',
  });

type Read = { paper?: Pick<PaperRecord, 'title' | 'abstract' | 'authors'>; cut: Cut[] };
const PARSERS: [string, (authors: string[]) => Read][] = [
  [
    'Hugging Face’s list',
    (authors) => {
      const { records, cut } = parseDailyPapers(huggingFace(authors), day);
      return { paper: records[0]?.paper, cut };
    },
  ],
  [
    'an archive',
    (authors) => {
      const row = parseArchiveRow(archive(authors), 1);
      return 'record' in row ? { paper: row.record.paper, cut: row.cut } : { cut: [] };
    },
  ],
  [
    'arXiv’s query API',
    (authors) => {
      const { records, cut } = parseAtom(atom(authors));
      return { paper: records[0], cut };
    },
  ],
  [
    'a harvest',
    (authors) => {
      const { records, cut } = parseOai(oai(authors));
      return { paper: records[0], cut };
    },
  ],
  [
    'an announcement',
    (authors) => {
      const { records, cut } = parseAnnouncement(rss(authors));
      return { paper: records[0]?.paper, cut };
    },
  ],
];

test.each(PARSERS)(
  'texts beyond their bounds are cut in %s, and each cut is reported',
  (_, read) => {
    const { paper, cut } = read([LONG.name, 'Ivo Prat']);
    expect(paper?.title).toHaveLength(1_000);
    expect(paper?.abstract).toHaveLength(20_000);
    expect(paper?.authors.map(({ name }) => name.length)).toEqual([300, 8]);
    expect(cut.map(({ ref }) => ref).every((ref) => /2503\.99001|line 1/.test(ref))).toBe(true);
    expect(cut.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^title cut from \d+ to 1000 characters$/),
      expect.stringMatching(/^abstract cut from \d+ to 20000 characters$/),
      'author name cut from 8999 to 300 characters',
    ]);
  },
);

test.each(PARSERS)('a list of authors beyond its bound is cut in %s', (_, read) => {
  const { paper, cut } = read(MANY);
  expect(paper?.authors).toHaveLength(5_000);
  expect(cut.map(({ reason }) => reason)).toContain('authors cut from 5001 to 5000');
});

test('what is exactly as long as its bound is kept whole, without a word', () => {
  const cuts: string[] = [];
  const whole = listing({
    submittedBy: 'h'.repeat(100),
    paper: {
      title: 't'.repeat(1_000),
      abstract: 'a'.repeat(20_000),
      authors: Array.from({ length: 5_000 }, () => ({ name: 'n'.repeat(300) })),
      categories: Array.from({ length: 50 }, () => 'c'.repeat(50)),
      doi: 'd'.repeat(300),
    },
  });
  expect(boundListing(whole, (what) => cuts.push(what))).toEqual(whole);
  expect(cuts).toEqual([]);
});

test('an address or a handle that is too long is left out, since half of it is another', () => {
  const cuts: string[] = [];
  const codeUrl = `https://example.org/${'x'.repeat(2_000)}`;
  const long = listing({
    submittedBy: 'h'.repeat(101),
    paper: {
      authors: [{ name: 'Hana Ito', handle: 'h'.repeat(101) }],
      categories: ['cs.CV', 'c'.repeat(51)],
      primaryCategory: 'c'.repeat(51),
      doi: `10.1000/${'d'.repeat(300)}`,
      links: links({ codeUrl, mediaUrls: [codeUrl, 'https://example.org/'] }),
    },
  });
  expect(boundListing(long, (what) => cuts.push(what))).toMatchObject({
    submittedBy: null,
    paper: {
      authors: [{ name: 'Hana Ito' }],
      categories: ['cs.CV'],
      primaryCategory: null,
      doi: null,
      links: { codeUrl: null, mediaUrls: ['https://example.org/'] },
    },
  });
  expect(cuts).toHaveLength(7);
});

test('a cut never leaves half of a character', () => {
  const long = listing({ paper: { title: 't'.repeat(998) + '𝒪'.repeat(10) } });
  const { title } = boundListing(long, () => undefined).paper;
  expect(title.isWellFormed()).toBe(true);
  expect(title).toBe(`${'t'.repeat(998)}…`);
});
