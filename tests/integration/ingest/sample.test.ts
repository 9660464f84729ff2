/** The sample edition of a first start, which the first real edition replaces. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { periodOf } from '@/lib/calendar';
import { findLatestDay, papersOfPeriod } from '@/lib/editions/queries';
import { SAMPLE_DAY } from '@/lib/editions/rules';
import { storeListings, storePapers } from '@/lib/ingest/store/store-commands';
import { loadSampleEdition } from '@/lib/ingest/sample';
import { DEFAULT_TOPICS } from '@/lib/papers/topics/default-topics';
import { parsePaperId } from '@/lib/papers/ids';
import { getPaper } from '@/lib/papers/queries';
import sample from '@/prisma/sample-edition.json';
import { testDatabase } from '../../support/database';
import { arxivRecord, listing } from '../../support/factories';
import { realDataDir } from '../../support/real-data';
import { everyRow } from '../../support/sources';

const { db } = testDatabase();
const dataDir = realDataDir();

const edition = async () => (await papersOfPeriod(db, periodOf('day', SAMPLE_DAY), 0)).papers;

test('an empty database gets its 69 papers in the order of the page they come from', async () => {
  expect(await loadSampleEdition(db)).toBe(69);
  const papers = await edition();
  expect(papers.map(({ id }) => id)).toEqual(sample.papers.map(({ id }) => id));
  expect(papers.every(({ abstractSource }) => abstractSource === 'sample')).toBe(true);
});

test('it brings the topics, and its papers fall under them', async () => {
  await loadSampleEdition(db);
  expect(await db.topic.count()).toBe(DEFAULT_TOPICS.length);
  expect((await edition()).filter(({ topics }) => topics.length > 0).length).toBeGreaterThan(50);
});

test('a second start loads nothing and changes no row', async () => {
  await loadSampleEdition(db);
  const before = await everyRow(db);
  expect(await loadSampleEdition(db)).toBe(0);
  expect(await everyRow(db)).toEqual(before);
});

test('a database that has any paper of its own gets no sample', async () => {
  await storeListings(db, [listing()], []);
  expect(await loadSampleEdition(db)).toBe(0);
  expect(await edition()).toEqual([]);
});

test('two processes that start at once load it once', async () => {
  await Promise.all([loadSampleEdition(db), loadSampleEdition(db)]);
  expect(await edition()).toHaveLength(69);
  expect(await db.signal.count()).toBe(69);
});

test('it is the latest edition only while it is alone', async () => {
  expect(await findLatestDay(db)).toBeNull();
  await loadSampleEdition(db);
  expect(await findLatestDay(db)).toBe(SAMPLE_DAY);
  await storeListings(db, [listing({ listedOn: '2024-06-03' })], []);
  expect(await findLatestDay(db)).toBe('2024-06-03');
});

test('the text of arXiv replaces a sample’s summary', async () => {
  await loadSampleEdition(db);
  const { id } = sample.papers.find(({ id: one }) => !one.startsWith('x-'))!;
  await storePapers(db, [arxivRecord({ id, abstract: 'As its authors put it.' })], []);
  expect(await getPaper(db, id)).toMatchObject({
    abstract: 'As its authors put it.',
    abstractSource: 'arxiv',
  });
});

describe('its file', () => {
  test('has canonical ids, 14 of them arXiv’s, none twice', () => {
    const ids = sample.papers.map(({ id }) => id);
    expect(ids.map((id) => parsePaperId(id)?.id)).toEqual(ids);
    expect(new Set(ids).size).toBe(69);
    expect(ids.filter((id) => !id.startsWith('x-'))).toHaveLength(14);
  });

  test.skipIf(dataDir === null)('has the titles of the page it comes from, in their order', () => {
    const seed: { title: string }[] = JSON.parse(
      readFileSync(`${dataDir!}/seed/seed-papers.json`, 'utf8'),
    );
    const plain = (title: string) => title.replace(/\s+/g, ' ').trim();
    expect(sample.papers.map(({ title }) => plain(title))).toEqual(
      seed.map(({ title }) => plain(title)),
    );
  });
});
