/** A new source needs one folder and one row for its papers to appear everywhere. */
import { renderToReadableStream } from 'react-dom/server';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { GET as exportFile } from '@/app/export/[...path]/route';
import { GET as feed } from '@/app/feeds/[...feed]/route';
import { GET as markdown } from '@/app/markdown/[...path]/route';
import PaperPage from '@/app/papers/[...id]/page';
import { closeDatabase } from '@/lib/db/client';
import { createUpstream } from '@/lib/http/outgoing/upstream';
import { unreadPapers } from '@/lib/ingest/arxiv/unread-queries';
import { findUpstreamTrouble } from '@/lib/ingest/queries';
import { runIngest } from '@/lib/ingest/run/run-commands';
import { parsePaperId } from '@/lib/papers/ids';
import { SOURCES } from '@/lib/sources/table';
import { callApi, callRoute, callThroughProxy } from '../../support/api';
import { biorxivReader } from '../../support/biorxiv/reader';
import { BIORXIV } from '../../support/biorxiv/source';
import { testDatabase } from '../../support/database';
import type { Answer } from '../../support/upstream-answers';
import { startReplay } from '../../support/upstream-replay';

const { db } = testDatabase();
afterAll(closeDatabase);

const DAY = '2025-03-17';
const ID = '10.1101/2025.03.14.643123';
const LANDING = `https://www.biorxiv.org/content/${ID}`;
const PAPER = {
  doi: ID,
  version: 2,
  title: 'Tides in the Cell',
  abstract: 'Cells have tides.',
  authors: ['Hana Ito'],
  category: 'biophysics',
  date: DAY,
};
const clock = () => new Date(`${DAY}T12:00:00Z`);
let answer: Answer;

beforeEach(() => {
  answer = answerWith([PAPER]);
  SOURCES.push(BIORXIV);
  onTestFinished(() => {
    SOURCES.pop();
  });
});

function answerWith(entries: unknown[]): Answer {
  const body = Buffer.from(JSON.stringify(entries));
  return { status: 200, contentType: 'application/json', body };
}

async function ingest() {
  const replay = await startReplay({ routes: { '/details': () => answer } });
  onTestFinished(() => replay.close());
  const upstream = createUpstream({
    name: 'bioRxiv',
    userAgent: 'Broadsheet/0.1',
    baseUrls: [replay.url],
    minIntervalMs: 0,
    sleep: async () => undefined,
  });
  const [report] = (
    await runIngest({ sources: [biorxivReader(upstream, `${replay.url}/details`)], clock })
  ).sources;
  return report;
}

async function pageOf(id: string): Promise<string> {
  const props = {
    params: Promise.resolve({ id: id.split('/') }),
    searchParams: Promise.resolve({}),
  };
  const stream = await renderToReadableStream(await PaperPage(props));
  await stream.allReady;
  return new Response(stream).text();
}

test('its papers arrive by a run of their own, without requests to arXiv', async () => {
  expect(await ingest()).toMatchObject({ source: 'biorxiv', state: 'done', created: 1 });
  expect(await db.paper.findMany({ select: { id: true, source: true } })).toEqual([
    { id: ID, source: 'biorxiv' },
  ]);
  expect(await db.ingestRun.findMany({ select: { source: true, kind: true } })).toEqual([
    { source: 'biorxiv', kind: 'due' },
  ]);
  expect(await unreadPapers(db, clock())).toEqual([]);
});

test.each([
  ['a DOI', ID, null],
  ['a link by DOI', `https://doi.org/${ID}`, null],
  ['a link to the source', `${LANDING}v2.full.pdf`, 2],
  ['the path of its page here', `/papers/${ID}`, null],
])('%s names a paper', (_, text, version) => {
  expect(parsePaperId(text)).toEqual({ id: ID, version });
});

test('its page links to the source and its versions', async () => {
  await ingest();
  const html = await pageOf(ID);
  expect(html).toContain('Cells have tides.');
  expect(html).toContain('Abstract from bioRxiv.');
  expect(html).toMatch(new RegExp(`href="${LANDING}"[^>]*>bioRxiv(?:<!-- -->)? abstract`));
  expect(html).toContain(`href="${LANDING}.full.pdf"`);
  expect(html).toContain(`href="${LANDING}v1"`);
  expect(html).not.toContain('arxiv.org');
});

test('its citations name the source', async () => {
  await ingest();
  const files = ['bib', 'ris', 'csl.json'].map(async (form) => {
    const response = await callThroughProxy(exportFile, 'export', `/papers/${ID}.${form}`);
    return response?.text();
  });
  const [bib, ris, csl] = await Promise.all(files);
  expect(bib).toContain(`eprint = {${ID}}`);
  expect(bib).toContain('eprinttype = {biorxiv}');
  expect(bib).toContain(`doi = {${ID}}`);
  expect(bib).toContain(`url = {${LANDING}}`);
  expect(ris).toContain(`\r\nAN  - bioRxiv:${ID}\r\n`);
  expect(JSON.parse(csl ?? '')).toMatchObject([
    { number: `bioRxiv:${ID}`, publisher: 'bioRxiv', DOI: ID, URL: LANDING },
  ]);
});

test('the API, the feed and Markdown have it', async () => {
  await ingest();
  const whole = await callApi(`/api/papers/${ID}`);
  expect(await whole.json()).toMatchObject({
    id: ID,
    title: 'Tides in the Cell',
    broadsheet: { abstractSource: 'biorxiv', version: 2 },
  });
  const daily = await callRoute(feed, '/feeds/daily.atom', { params: { feed: ['daily.atom'] } });
  const atom = await daily.text();
  expect(atom).toContain(`/papers/${ID}`);
  expect(atom).toContain(LANDING);
  const page = await callThroughProxy(markdown, 'markdown', `/papers/${ID}.md`);
  expect(await page?.text()).toContain(`- Source: ${LANDING}`);
});

test('a source that is away is named by its name', async () => {
  answer = { status: 403, contentType: 'text/plain', body: Buffer.from('no') };
  expect(await ingest()).toMatchObject({ state: 'failed' });
  expect(await findUpstreamTrouble(db)).toMatchObject({ source: 'bioRxiv' });
});

test('a record with an id of no source is left out', async () => {
  answer = answerWith([{ ...PAPER, doi: '10.9999/nobody' }]);
  expect(await ingest()).toMatchObject({ created: 0, skipped: 1 });
});
