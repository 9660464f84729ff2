/**
 * Texts that an endpoint refuses cost neither the others of their batch nor a request each minute.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { openEndpoint } from '@/lib/search/meaning/embedder/endpoint';
import { askForRefusedAgain, embedDuePapers } from '@/lib/search/meaning/embedding-commands';
import { countDuePapers, findActiveEmbedder } from '@/lib/search/meaning/embedding-queries';
import { testDatabase } from '../../support/database';
import { startEmbeddings, type EmbeddingsServer } from '../../support/embeddings-server';
import { listing } from '../../support/factories';

const { db } = testDatabase();

const IDS = ['2503.90001', '2503.90002', '2503.90003', '2503.90004', '2503.90005'];
const [FIRST = '', , ODD = ''] = IDS;
const LATER = { deadlineMs: Date.now() + 600_000 };
const isOdd = (text: string) => text.startsWith('Odd');

let server: EmbeddingsServer;
beforeAll(async () => {
  server = await startEmbeddings();
});
afterAll(() => server.close());

beforeEach(async () => {
  server.reset();
  await storeListings(
    db,
    IDS.map((id) => {
      const title = id === ODD ? 'Odd Words' : `Plain Words ${id}`;
      return listing({ id, paper: { title, abstract: 'Of something, at length.' } });
    }),
    [],
  );
});

async function embed() {
  const embedder = await openEndpoint({
    url: server.url,
    model: 'tiny',
    sleep: () => Promise.resolve(),
  });
  server.requests = [];
  return embedDuePapers(db, embedder, LATER);
}

const embeddedTexts = () => server.requests.flatMap(({ input }) => input);
const papersWithout = async () =>
  (await db.embedding.findMany({ where: { vector: null } })).map(({ paperId }) => paperId);

test.each([400, 413, 422, 500])(
  'a text refused by %i leaves the others embedded, and the embedder in use',
  async (status) => {
    server.refuses = (text) => (isOdd(text) ? status : null);
    expect(await embed()).toEqual({ embedded: 4, remaining: 0 });
    expect(await papersWithout()).toEqual([ODD]);
    expect(await db.embedding.count()).toBe(5);
    expect(await findActiveEmbedder(db)).toEqual({ id: 'endpoint:tiny', dims: 2 });
  },
);

test('a refused text is not sent again until it changes', async () => {
  server.refuses = (text) => (isOdd(text) ? 400 : null);
  await embed();
  await db.embeddingDue.createMany({ data: IDS.map((paperId) => ({ paperId })) });
  expect(await embed()).toEqual({ embedded: 0, remaining: 0 });
  expect(embeddedTexts()).toEqual([]);
  await db.paper.update({ where: { id: ODD }, data: { title: 'Mended Words' } });
  expect(await embed()).toEqual({ embedded: 1, remaining: 0 });
  expect(await papersWithout()).toEqual([]);
});

test('an operator can have refused texts sent again', async () => {
  server.refuses = (text) => (isOdd(text) ? 400 : null);
  await embed();
  server.reset();
  expect(await askForRefusedAgain(db)).toBe(1);
  expect(await embed()).toEqual({ embedded: 1, remaining: 0 });
  expect(embeddedTexts().every(isOdd)).toBe(true);
  expect(await papersWithout()).toEqual([]);
  expect(await askForRefusedAgain(db)).toBe(0);
});

test('of a text that is too long the beginning is embedded', async () => {
  await db.paper.update({ where: { id: ODD }, data: { abstract: 'Very long. '.repeat(100) } });
  server.refuses = (text) => (text.length > 600 ? 413 : null);
  expect(await embed()).toEqual({ embedded: 5, remaining: 0 });
  expect(embeddedTexts().filter(isOdd).at(-1)).toHaveLength(556);
});

test('a paper whose new text is refused loses the vector of its old one', async () => {
  await embed();
  server.refuses = (text) => (isOdd(text) ? 400 : null);
  await db.paper.update({ where: { id: FIRST }, data: { title: 'Odd From Now On' } });
  expect(await embed()).toEqual({ embedded: 0, remaining: 0 });
  expect(await papersWithout()).toEqual([FIRST]);
});

test.each([400, 401, 500])(
  'an endpoint that refuses everything by %i blames no text',
  async (status) => {
    const opened = await openEndpoint({
      url: server.url,
      model: 'tiny',
      sleep: () => Promise.resolve(),
    });
    server.refuses = () => status;
    await expect(embedDuePapers(db, opened, LATER)).rejects.toThrow(`HTTP ${status}`);
    expect(await db.embedding.count()).toBe(0);
    expect(await countDuePapers(db)).toBe(5);
  },
);
