/** The sources' answers by address, recorded or assembled from a folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePaperId } from '@/lib/papers/ids';

export type Answer = { status: number; contentType: string; body: Buffer };
export type AnswerOptions = {
  /** In the layout of tests/fixtures/upstream. */
  dir: string;
  /** Hugging Face rejects later days. */
  today?: string;
  /** Records in one page of an OAI-PMH list. */
  oaiPageSize?: number;
};

const ATOM = 'application/atom+xml; charset=utf-8';
const RSS = 'application/rss+xml; charset=utf-8';
const XML = 'application/xml; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const DEFAULT_OAI_PAGE_SIZE = 100;
const DEFAULT_HF_LIMIT = 50;

/** Answers an address as the sources do; null for an unknown one. */
export function createAnswers(options: AnswerOptions): (url: URL) => Answer | null {
  const atom = atomAnswers(path.join(options.dir, 'arxiv/atom'));
  const oai = oaiAnswers(path.join(options.dir, 'arxiv/oai'), options.oaiPageSize);
  const feeds = feedAnswers(path.join(options.dir, 'arxiv/rss'));
  const daily = dailyAnswers(path.join(options.dir, 'hf'), options.today);
  return (url) => {
    if (url.pathname === '/api/query') return atom(url.searchParams);
    if (url.pathname === '/oai') return oai(url.searchParams);
    if (url.pathname === '/api/daily_papers') return daily(url.searchParams);
    const [, format, categories] = /^\/(rss|atom)\/(.+)$/.exec(url.pathname) ?? [];
    return format ? feeds(format, decodeURIComponent(categories!)) : null;
  };
}

function answer(body: string | Buffer, contentType: string, status = 200): Answer {
  return { status, contentType, body: Buffer.from(body) };
}

function filesIn(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => path.join(folder, name));
}

type RecordedAtom = { file: string; url: string; status_code: number };

/** Recorded requests get their recorded answer; others one assembled from its papers. */
function atomAnswers(folder: string) {
  const index = path.join(folder, 'index.json');
  const recorded: RecordedAtom[] = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')) : [];
  const byQuestion = new Map(
    recorded
      .filter(({ file }) => existsSync(path.join(folder, file)))
      .map((it) => [questionOf(new URL(it.url).searchParams), it]),
  );
  const entries = new Map<string, string>();
  for (const file of filesIn(folder, '.xml')) {
    for (const [entry] of readFileSync(file, 'utf8').matchAll(/<entry>[^]*?<\/entry>/g)) {
      const paper = parsePaperId(/<id>(.*?)<\/id>/.exec(entry)?.[1] ?? '');
      if (paper) entries.set(paper.id, entry);
    }
  }
  return (parameters: URLSearchParams): Answer => {
    const known = byQuestion.get(questionOf(parameters));
    if (known) {
      return answer(readFileSync(path.join(folder, known.file)), ATOM, known.status_code);
    }
    const ids = parameters.get('id_list')?.split(',').filter(Boolean) ?? [];
    const bad = ids.find((id) => parsePaperId(id) === null);
    if (bad) return answer(atomError(`incorrect id format for ${bad}`), ATOM, 400);
    const found =
      ids.length > 0
        ? ids.flatMap((id) => entries.get(parsePaperId(id)!.id) ?? [])
        : searchEntries([...entries.values()], parameters.get('search_query') ?? '');
    const start = Number(parameters.get('start') ?? 0);
    const page = found.slice(start, start + Number(parameters.get('max_results') ?? 10));
    return answer(atomFeed(page, found.length, start), ATOM);
  };
}

function questionOf(parameters: URLSearchParams): string {
  return new URLSearchParams([...parameters].filter(([, value]) => value !== '').sort()).toString();
}

/** Broadsheet's only search: a category within a span of minutes. */
function searchEntries(entries: string[], query: string): string[] {
  const [, category, from = '', until = ''] =
    /^cat:(\S+) AND submittedDate:\[(\d{12}) TO (\d{12})\]$/.exec(query) ?? [];
  const publishedAt = (entry: string) =>
    /<published>(.*?)<\/published>/.exec(entry)?.[1]?.replace(/\D/g, '').slice(0, 12) ?? '';
  return entries
    .filter((entry) => entry.includes(`<category term="${category}"`))
    .filter((entry) => from <= publishedAt(entry) && publishedAt(entry) <= until)
    .sort((a, b) => publishedAt(a).localeCompare(publishedAt(b)));
}

function atomFeed(entries: string[], total: number, start: number): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/replay</id>
  <title>arXiv Query</title>
  <updated>2025-03-18T00:00:00Z</updated>
  <opensearch:itemsPerPage>${entries.length}</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>${start}</opensearch:startIndex>
  ${entries.join('\n  ')}
</feed>
`;
}

function atomError(message: string): string {
  const id = `https://arxiv.org/api/errors#${message.replaceAll(' ', '_')}`;
  return atomFeed(
    [`<entry><id>${id}</id><title>Error</title><summary>${message}</summary></entry>`],
    1,
    0,
  );
}

function oaiAnswers(folder: string, pageSize = DEFAULT_OAI_PAGE_SIZE) {
  const records = filesIn(folder, '.xml')
    .flatMap((file) => readFileSync(file, 'utf8').match(/<record>[^]*?<\/record>/g) ?? [])
    .map((xml) => ({
      xml,
      datestamp: /<datestamp>(.*?)<\/datestamp>/.exec(xml)?.[1] ?? '',
      sets: [...xml.matchAll(/<setSpec>(.*?)<\/setSpec>/g)].map(([, set]) => set!),
    }))
    .sort((a, b) => a.datestamp.localeCompare(b.datestamp));
  return (parameters: URLSearchParams): Answer => {
    const token = parameters.get('resumptionToken');
    // arXiv's token is its own query, percent-encoded.
    const question = token === null ? parameters : new URLSearchParams(decodeURIComponent(token));
    const skip = Number(question.get('skip') ?? (token === null ? 0 : Number.NaN));
    if (Number.isNaN(skip)) return oaiError('badResumptionToken', 'Token structure is invalid.');
    const [from, until] = [question.get('from') ?? '', question.get('until') ?? '9999'];
    const set = question.get('set');
    const found = records.filter(
      ({ datestamp, sets }) =>
        from <= datestamp &&
        datestamp <= until &&
        (!set || sets.some((it) => it === set || it.startsWith(`${set}:`))),
    );
    if (found.length === 0) return oaiError('noRecordsMatch', 'No records match the request.');
    const end = skip + pageSize;
    question.set('skip', String(end));
    const next = end < found.length ? encodeURIComponent(question.toString()) : '';
    const page = found.slice(skip, end).map(({ xml }) => xml);
    return oaiDocument(
      `<ListRecords>${page.join('\n')}<resumptionToken>${next}</resumptionToken></ListRecords>`,
    );
  };
}

function oaiError(code: string, message: string): Answer {
  return oaiDocument(`<error code='${code}'>${message}</error>`);
}

function oaiDocument(inside: string): Answer {
  return answer(
    `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2025-03-18T00:00:00Z</responseDate>
${inside}
</OAI-PMH>
`,
    XML,
  );
}

/** Recognizes a feed by its title, "cs.LG updates on arXiv.org", and its root element. */
function feedAnswers(folder: string) {
  const feeds = filesIn(folder, '.xml').map((file) => readFileSync(file, 'utf8'));
  return (format: string, categories: string): Answer => {
    const root = format === 'rss' ? '<rss' : '<feed';
    const title = `<title>${categories.replaceAll('+', ', ')} updates on arXiv.org</title>`;
    const feed = feeds.find((it) => it.includes(root) && it.includes(title));
    if (feed) return answer(feed, format === 'rss' ? RSS : ATOM);
    return answer(`<html><body>Bad category: ${categories}</body></html>`, 'text/html', 400);
  };
}

function dailyAnswers(folder: string, today = new Date().toISOString().slice(0, 10)) {
  const archived = lazily(() => rowsByDay(path.join(folder, 'daily-papers.jsonl')));
  return (parameters: URLSearchParams): Answer => {
    const date = parameters.get('date') ?? today;
    if (date > today) {
      return answer(JSON.stringify({ error: `date must be <= ${today}` }), JSON_TYPE, 400);
    }
    const raw = path.join(folder, 'raw', `${date}.json`);
    const entries: unknown[] = existsSync(raw)
      ? JSON.parse(readFileSync(raw, 'utf8'))
      : (archived().get(date) ?? []).map(asDailyEntry);
    const limit = Number(parameters.get('limit') ?? DEFAULT_HF_LIMIT);
    const start = Number(parameters.get('p') ?? 0) * limit;
    return answer(JSON.stringify(entries.slice(start, start + limit)), JSON_TYPE);
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

type ArchiveRow = Record<string, unknown> & {
  feed_date: string;
  authors: { name: string; user?: string; status?: string; hidden?: boolean }[];
};

function rowsByDay(file: string): Map<string, ArchiveRow[]> {
  const days = new Map<string, ArchiveRow[]>();
  if (!existsSync(file)) return days;
  // The fixture has a truncated row, which gives no answer.
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const line of lines.filter((it) => it.endsWith('}'))) {
    const row = JSON.parse(line) as ArchiveRow;
    days.set(row.feed_date, [...(days.get(row.feed_date) ?? []), row]);
  }
  return days;
}

/** Converts an archived row back to an entry of the API. */
function asDailyEntry(row: ArchiveRow): unknown {
  const organization = row.organization && { name: row.organization, fullname: row.organization };
  return withoutNulls({
    paper: withoutNulls({
      id: row.id,
      authors: row.authors.map(({ name, user, status, hidden = false }) =>
        withoutNulls({ name, hidden, status, user: user && { user, type: 'user' } }),
      ),
      publishedAt: row.paper_publishedAt,
      submittedOnDailyAt: row.submittedOnDailyAt,
      title: row.title,
      summary: row.summary,
      upvotes: row.upvotes,
      discussionId: row.discussionId,
      ai_summary: row.ai_summary,
      ai_keywords: row.ai_keywords,
      githubRepo: row.githubRepo,
      githubStars: row.githubStars,
      projectPage: row.projectPage,
      organization,
    }),
    publishedAt: row.entry_publishedAt,
    title: row.title,
    summary: row.summary,
    thumbnail: row.thumbnail,
    numComments: row.numComments,
    submittedBy: row.submittedBy && { name: row.submittedBy, type: 'user' },
    organization,
    isAuthorParticipating: row.isAuthorParticipating,
  });
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}
