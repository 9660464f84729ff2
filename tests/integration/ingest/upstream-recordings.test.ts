/** Parses all recordings of the real sources, where these are available. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUpstream } from '@/lib/http/outgoing/upstream';
import { DamagedAnswer, isMojibake } from '@/lib/ingest/parse/answer';
import { readArchive } from '@/lib/ingest/parse/archive';
import { parseAtom } from '@/lib/ingest/arxiv/atom';
import { createArxivClient } from '@/lib/ingest/arxiv/client';
import { isWithdrawn } from '@/lib/ingest/arxiv/fields';
import { parseOai } from '@/lib/ingest/arxiv/oai';
import { parseAnnouncement } from '@/lib/ingest/arxiv/rss';
import { createHuggingFaceClient } from '@/lib/ingest/huggingface/client';
import { parseDailyPapers } from '@/lib/ingest/huggingface/parse';
import type { ListingRecord } from '@/lib/ingest/types';
import { realDataDir } from '@/tests/support/real-data';
import { startReplay, type Replay } from '@/tests/support/upstream-replay';

const dir = realDataDir();
const READ_AT = new Date('2026-09-01T00:00:00Z');
const PYTHON_DAY = '2024-12-11';

describe.skipIf(dir === null)('recorded answers', () => {
  const folder = (name: string) => path.join(dir!, name);
  const read = (name: string) => readFileSync(folder(name));
  const linesOf = (name: string) => read(name).toString('utf8').trimEnd().split('\n');

  test('of the query API parse whole, but for the one that arXiv refused', () => {
    const index: { file: string; status_code: number; entries: number }[] = JSON.parse(
      read('arxiv/atom/index.json').toString('utf8'),
    );
    const recorded = index.filter(({ file }) => existsSync(folder(`arxiv/atom/${file}`)));
    expect(recorded.length).toBeGreaterThanOrEqual(17);
    for (const { file, status_code, entries } of recorded) {
      const parse = () => parseAtom(read(`arxiv/atom/${file}`));
      if (status_code === 400) expect(parse).toThrow('incorrect id format for abc');
      else expect({ file, ...countsOf(parse()) }).toEqual({ file, records: entries, rejected: 0 });
    }
  });

  test('whose UTF-8 was decoded as Latin-1 are refused', () => {
    const body = read('arxiv/odd/mojibake-latin1-decoded-atom.xml');
    expect(() => parseAtom(body)).toThrow('decoded as Latin-1');
  });

  test('of OAI-PMH parse whole', () => {
    for (const file of readdirSync(folder('arxiv/oai'))) {
      const body = read(`arxiv/oai/${file}`);
      const records = body.toString('utf8').match(/<record>/g)!.length;
      expect({ file, ...countsOf(parseOai(body)) }).toEqual({ file, records, rejected: 0 });
    }
  });

  test('of announcements parse whole', () => {
    const [example, weekend] = readdirSync(folder('arxiv/rss'))
      .sort()
      .map((file) => parseAnnouncement(read(`arxiv/rss/${file}`)));
    expect(example).toMatchObject({
      records: [{ announceType: 'replace-cross', announcedOn: '2024-08-23' }],
      rejected: [],
    });
    expect(weekend).toEqual({ records: [], rejected: [], cut: [] });
  });

  test('of daily papers parse whole, but for the day of quoted Python objects', () => {
    for (const file of readdirSync(folder('hf/raw'))) {
      const date = path.basename(file, '.json');
      const body = read(`hf/raw/${file}`);
      const parse = () => parseDailyPapers(body, { listedOn: date, readAt: READ_AT });
      if (date === PYTHON_DAY) {
        expect(parse).toThrow(DamagedAnswer);
        continue;
      }
      const entries: unknown[] = JSON.parse(body.toString('utf8'));
      expect({ date, ...countsOf(parse()) }).toEqual({
        date,
        records: entries.length,
        rejected: 0,
      });
    }
  });

  test('in honest languages are never taken for mojibake', () => {
    const files = ['hf/daily-papers.jsonl', 'arxiv/cs-daily-2026.jsonl', 'arxiv/records-abs.jsonl'];
    const suspects = files.flatMap(linesOf).filter(isMojibake);
    expect(suspects).toEqual([]);
  });

  test('of withdrawn papers are seen to be, of all others not', () => {
    type Version = { comments: string | null; abstract: string; is_withdrawn: number };
    const papers = linesOf('arxiv/records-db.jsonl').map(
      (line) => JSON.parse(line) as { id: string; versions: (Version & { version: number })[] },
    );
    const wrong = papers.flatMap(({ id, versions }) =>
      versions
        .filter((it) => isWithdrawn(it.comments, it.abstract) !== Boolean(it.is_withdrawn))
        .map(({ version }) => `${id}v${version}`),
    );
    // The authors wrote only "under revision" of these two, which later versions replaced.
    expect(wrong).toEqual(['0908.3762v2', '0908.3762v4']);
  });
});

describe.skipIf(dir === null)('the archive', () => {
  let replay: Replay;
  const byDay = new Map<string, ListingRecord[]>();

  beforeAll(async () => {
    replay = await startReplay({ dir: dir!, today: '2026-09-01' });
    for await (const line of readArchive(path.join(dir!, 'hf/daily-papers.jsonl'))) {
      if (!('record' in line)) throw new Error(`${line.rejected.ref}: ${line.rejected.reason}`);
      const { listedOn } = line.record;
      byDay.set(listedOn, [...(byDay.get(listedOn) ?? []), line.record]);
    }
  });
  afterAll(() => replay.close());

  test('is read to its last row, and none of its rows is bad', () => {
    const rows = readFileSync(path.join(dir!, 'hf/daily-papers.jsonl'), 'utf8').match(/\n/g);
    expect([...byDay.values()].flat()).toHaveLength(rows!.length);
  });

  test('replayed as the API would answer gives the same listings, day by day', async () => {
    const huggingface = createHuggingFaceClient({
      upstream: politely(replay),
      apiUrl: replay.env.HF_API_URL,
    });
    const recordedDays = new Set(
      readdirSync(path.join(dir!, 'hf/raw')).map((file) => path.basename(file, '.json')),
    );
    for (const [date, listings] of byDay) {
      if (recordedDays.has(date)) continue;
      const day = await huggingface.dailyPapers(date);
      expect(day).toMatchObject({
        status: 'ok',
        rejected: [],
        records: listings.map((listing) => ({ ...listing, readAt: expect.any(Date) })),
      });
    }
  });

  test("shares its server with arXiv's recordings, found by their own addresses", async () => {
    const { ARXIV_API_URL, ARXIV_OAI_URL, ARXIV_RSS_URL } = replay.env;
    const arxiv = createArxivClient({
      upstream: politely(replay),
      apiUrl: ARXIV_API_URL,
      oaiUrl: ARXIV_OAI_URL,
      rssUrl: ARXIV_RSS_URL,
    });
    const { value: batch } = await arxiv.papersById(['1605.08386', 'astro-ph/0601001']).next();
    expect(batch).toMatchObject({ records: [{ version: 1 }, { version: 1 }], unknown: [] });
    const { value: page } = await arxiv
      .harvest({ from: '2017-12-14', until: '2017-12-14', category: 'hep-th' })
      .next();
    expect(page).toHaveProperty('records.length', 3);
    expect(await arxiv.announcement(['math.OC'])).toHaveProperty('records.length', 1);
  });
});

function countsOf({ records, rejected }: { records: unknown[]; rejected: unknown[] }) {
  return { records: records.length, rejected: rejected.length };
}

function politely(replay: Replay) {
  return createUpstream({
    name: 'The replay',
    userAgent: 'Broadsheet/0.1',
    baseUrls: [replay.url],
    minIntervalMs: 0,
  });
}
