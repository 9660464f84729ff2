/** Parses arXiv's daily announcement of a category, as RSS 2.0 or as Atom. */
import { z } from 'zod';
import { BadRecord, DamagedAnswer, parseEach } from '../parse/answer';
import { boundPaper, type ReportCut } from '../parse/bounds';
import { day, readArxivId } from '../parse/fields';
import type { AnnouncementRecord, AuthorRecord, Parsed } from '../types';
import { firstDoi, isWithdrawn } from './fields';
import { listOf, optionalText, readDocument, text } from './xml';

const categoryTerm = z.preprocess(
  (node) => (typeof node === 'string' ? node : (node as Record<string, unknown>)?.['@term']),
  z.string().min(1),
);
const common = {
  title: text.pipe(z.string().min(1)),
  category: listOf(categoryTerm),
  creator: optionalText,
  DOI: optionalText,
  journal_reference: optionalText,
};
const rssItem = z
  .looseObject({ ...common, description: text, pubDate: text })
  .transform((item) => ({ ...item, announcedOn: dayOfRssDate(item.pubDate) }));
const atomEntry = z
  .looseObject({ ...common, summary: text, published: text })
  .transform((entry) => ({
    ...entry,
    description: entry.summary,
    announcedOn: day.parse(entry.published.slice(0, 10)),
  }));

const documentSchema = z.union([
  z.object({ rss: z.looseObject({ channel: z.looseObject({ item: listOf(z.unknown()) }) }) }),
  z.object({
    feed: z.looseObject({
      entry: listOf(z.unknown()),
      title: optionalText,
      subtitle: optionalText,
    }),
  }),
]);

const OPENING = /^arXiv:(\S+)\s+Announce Type:\s*(new|cross|replace|replace-cross)\s+Abstract:\s*/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The announced papers; a weekend's or holiday's feed is empty. */
export function parseAnnouncement(body: string | Uint8Array): Parsed<AnnouncementRecord> {
  const document = readDocument(body, documentSchema, 'an RSS or Atom feed');
  if ('rss' in document) return parseEach(document.rss.channel.item, parseRssItem, refOf);
  // Rejects responses of the query API, which are Atom too but no announcement.
  if (!/updates on/i.test(document.feed.title ?? '')) {
    throw new DamagedAnswer('The answer of arXiv is not a daily announcement.');
  }
  return parseEach(document.feed.entry, parseAtomEntry, refOf);
}

const parseRssItem = (raw: unknown, report: ReportCut) => bound(rssItem.parse(raw), report);
const parseAtomEntry = (raw: unknown, report: ReportCut) => bound(atomEntry.parse(raw), report);

type Entry = z.output<typeof rssItem | typeof atomEntry>;

function bound(entry: Entry, report: ReportCut): AnnouncementRecord {
  const announcement = toAnnouncement(entry);
  return { ...announcement, paper: boundPaper(announcement.paper, report) };
}

function toAnnouncement(entry: Entry): AnnouncementRecord {
  const opening = OPENING.exec(entry.description);
  if (!opening) throw new BadRecord('does not say what it announces');
  const abstract = entry.description.slice(opening[0].length);
  return {
    announceType: opening[2] as AnnouncementRecord['announceType'],
    announcedOn: entry.announcedOn,
    paper: {
      ...readArxivId(opening[1]!),
      source: 'arxiv',
      title: entry.title,
      abstract,
      authors: splitAuthors(entry.creator ?? ''),
      categories: entry.category,
      primaryCategory: entry.category[0] ?? null,
      withdrawn: isWithdrawn(null, abstract),
      doi: firstDoi(entry.DOI),
      comment: null,
      journalRef: entry.journal_reference,
    },
  };
}

/** Splits the single field of authors: "Ada Nova (Institute, City), Ben Ode Jr, Cy Dee". */
function splitAuthors(creator: string): AuthorRecord[] {
  return (creator.match(/(?:\([^()]*\)|[^,])+/g) ?? [])
    .map((author) => author.trim())
    .filter(Boolean)
    .map((author) => {
      const opening = author.indexOf('(', 1);
      if (opening < 0 || !author.endsWith(')')) return { name: author };
      const name = author.slice(0, opening).trimEnd();
      const affiliation = author.slice(opening + 1, -1);
      return affiliation ? { name, affiliation } : { name };
    });
}

/** The calendar day as written: midnight in arXiv's time zone, which must not be converted. */
function dayOfRssDate(pubDate: string): string {
  const [, date = '', month = '', year] = /^\w{3}, (\d{1,2}) (\w{3}) (\d{4})\b/.exec(pubDate) ?? [];
  const monthNumber = String(MONTHS.indexOf(month) + 1);
  return day.parse(`${year}-${monthNumber.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

function refOf(raw: unknown, index: number): string {
  const named = z.looseObject({ guid: optionalText, id: optionalText }).safeParse(raw);
  return (named.success && (named.data.guid ?? named.data.id)) || `item ${index + 1}`;
}
