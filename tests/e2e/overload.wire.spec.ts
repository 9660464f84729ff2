/** Tests overloaded search and failing pages: the status, and the log. */
import { startDatabaseSite, type DatabaseSite } from './support/database-site';
import { START_TIMEOUT_MS } from './support/site';
import { expect, test } from './support/test';

type Answer = { status: number; retryAfter: string | null; text: string };
type LogLine = { level: number; msg: string; requestId?: string; refused?: number; time: string };

/** More than may search at once, so that the others wait and get a 503. */
const SEARCHES = 40;

async function get(site: DatabaseSite, path: string): Promise<Answer> {
  const response = await fetch(site.url + path);
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, text: await response.text() };
}

/** Answers to many requests at once while searches are blocked by a lock. */
async function inACrowd(site: DatabaseSite, paths: string[]): Promise<Answer[]> {
  const client = await site.database.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE "SearchTerm", "SearchSegment" IN ACCESS EXCLUSIVE MODE');
  try {
    return await Promise.all(paths.map((path) => get(site, path)));
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

function linesOf(site: DatabaseSite): LogLine[] {
  const lines = site.output().split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

const searches = (path: string, word: string) =>
  Array.from({ length: SEARCHES }, (_, number) => `${path}?q=${word}${number}`);

for (const [order, first] of [
  ['the API, then pages', '/api/papers/search'],
  ['pages, then the API', '/papers'],
] as const) {
  test(`overload is answered with 503 and never with 500: ${order}`, async () => {
    test.setTimeout(START_TIMEOUT_MS * 2);
    const site = await startDatabaseSite({ LOG_LEVEL: 'warn' });
    try {
      const second = first === '/papers' ? '/api/papers/search' : '/papers';
      // The first search creates the queue.
      expect((await get(site, `${first}?q=fog`)).status).toBe(200);
      expect((await get(site, `${second}?q=fog`)).status).toBe(200);
      const { rows } = await site.database.query('SELECT "id" FROM "Paper" ORDER BY "id" LIMIT 20');
      const papers = rows.map(({ id }) => `/papers/${id}`);
      for (const paths of [searches(first, 'tide'), searches(second, 'wind'), papers]) {
        const answers = await inACrowd(site, paths);
        const statuses = new Set(answers.map(({ status }) => status));
        expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
        const refused = answers.filter(({ status }) => status === 503);
        if (paths !== papers) expect(refused.length).toBeGreaterThan(0);
        expect(refused.filter(({ retryAfter }) => !retryAfter)).toEqual([]);
      }
      const lines = linesOf(site).filter(({ refused }) => refused !== undefined);
      expect(lines.length).toBeGreaterThan(0);
      expect(JSON.stringify(lines)).not.toContain('stack');
      // One a second for each of the two web processes.
      const seconds = lines.map(({ time }) => time.slice(0, 19));
      for (const second of new Set(seconds)) {
        expect(seconds.filter((other) => other === second).length).toBeLessThanOrEqual(4);
      }
    } finally {
      await site.close();
    }
  });
}

test('each failure is logged once, with its stack and the request ID', async () => {
  test.setTimeout(START_TIMEOUT_MS * 2);
  const site = await startDatabaseSite();
  try {
    await site.database.query('ALTER TABLE "PaperAuthor" RENAME TO "Elsewhere"');
    const [{ id }] = (await site.database.query('SELECT "id" FROM "Paper" LIMIT 1')).rows;
    for (const path of [`/papers/${id}`, `/papers/${id}.md`, `/api/papers/${id}`]) {
      const { status, text } = await get(site, path);
      expect(status, path).toBe(500);
      const number = /[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}/.exec(text)?.[0];
      expect(number, path).toBeTruthy();
      await expect
        .poll(() => linesOf(site).filter((line) => line.requestId === number))
        .toHaveLength(1);
      const [line] = linesOf(site).filter(({ requestId }) => requestId === number);
      expect(line).toMatchObject({
        level: 50,
        status: 500,
        path,
        err: { stack: expect.stringMatching(/\n {4}at /) },
      });
    }
    expect(linesOf(site)).toHaveLength(3);
  } finally {
    await site.close();
  }
});
