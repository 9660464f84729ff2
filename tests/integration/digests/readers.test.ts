/** Many readers with an account: each gets their own digest, with a fixed number of queries. */
import { beforeEach, expect, test } from 'vitest';
import { personalOfSubscriptions } from '@/lib/recommend/reader-queries';
import { forgetSlots, slotOf } from '@/lib/recommend/slot-queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { answersAmong, readSearchable } from '@/lib/search/reader/answers-queries';
import { newestPaperIdsWith } from '@/lib/search/query/search-queries';
import { statementsOf } from '@/scripts/bench/explain/plan';
import { testDatabase } from '../../support/database';
import { arxivRecord, links, listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();

const TODAY = '2025-03-14';
const WORDS = ['fog', 'maps', 'violins', 'tides', 'C++', 'naïve lattices', 'graph rewriting'];
const AUTHORS = ['Hana Ito', 'Olu Ade', 'Émile Zola'];
const PAPERS = 40;

const idOf = (n: number) => `2503.9${String(n).padStart(4, '0')}`;
const some = <T>(list: readonly T[], n: number) => list[n % list.length]!;

beforeEach(async () => {
  forgetSlots();
  const papers = Array.from({ length: PAPERS }, (_, n) =>
    listing({
      id: idOf(n),
      listedOn: TODAY,
      upstreamVotes: n,
      paper: arxivRecord({
        id: idOf(n),
        title: `On ${some(WORDS, n)} and ${some(WORDS, 3 * n + 1)}`,
        abstract: `We study ${some(WORDS, 5 * n + 2)}, then ${some(WORDS, n + 4)}, number ${n}.`,
        authors: [{ name: some(AUTHORS, n) }],
        publishedOn: `2025-0${1 + (n % 3)}-1${n % 5}`,
        categories: [some(['cs.CV', 'cs.LG', 'math.CO'], n)],
        primaryCategory: some(['cs.CV', 'cs.LG', 'math.CO'], n),
        links: links({ codeUrl: n % 4 === 0 ? 'https://code.example.org/fog' : null }),
      }),
    }),
  );
  await storeListings(db, papers, []);
});

test.each([
  'fog',
  'fog maps',
  'fog -maps',
  '"graph rewriting"',
  '"rewriting graph"',
  'naive',
  'author:zola',
  'author:"hana ito" fog',
  '-author:ito tides',
  'category:cs.LG',
  'category:cs -fog',
  'has:code violins',
  'after:2025-02-01 fog',
  'before:2025-02 fog',
  'after:2025-01-13 before:2025-03',
  'C++',
  'fogs',
  '-"graph rewriting" graph',
  'id:2503.90001',
  'nowhere',
  'fog nowhere',
  '',
  '""',
])('among the papers of a slot, %j has the same results as search', async (query) => {
  const ids = Array.from({ length: PAPERS }, (_, n) => idOf(n));
  const among = await readSearchable(db, ids);
  const answers = await answersAmong(db, [query, 'maps'], among, PAPERS);
  expect(answers.get(query)).toEqual(await newestPaperIdsWith(db, query, PAPERS));
  expect(answers.get('maps')).not.toEqual([]);
  const [newest] = await newestPaperIdsWith(db, query, 1);
  expect((await answersAmong(db, [query], among, 1)).get(query)).toEqual(newest ? [newest] : []);
});

async function addReaders(count: number): Promise<string[]> {
  const subscriptions: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id: userId } = await addReader(db, `reader${n}`, { authors: [some(AUTHORS, n)] });
    const { id } = await db.subscription.create({
      data: {
        email: `reader${n}@example.org`,
        state: 'active',
        manageTokenHash: `${n}`,
        userId,
      },
    });
    const votes = Array.from({ length: n % 7 }, (_, at) => idOf((5 * n + 3 * at) % PAPERS));
    await db.vote.createMany({
      data: [...new Set(votes)].map((paperId, at) => ({
        userId,
        paperId,
        createdAt: new Date(Date.UTC(2025, 2, 1, at)),
      })),
    });
    if (n % 3 === 0) await db.dismissal.create({ data: { userId, paperId: idOf(n) } });
    await db.savedSearch.createMany({
      data: Array.from({ length: n % 4 }, (_, at) => ({ userId, query: some(WORDS, n + at) })),
    });
    subscriptions.push(id);
  }
  return subscriptions;
}

test('each reader of a batch gets the same as alone', async () => {
  const subscriptions = await addReaders(12);
  const together = await personalOfSubscriptions(
    db,
    subscriptions,
    await slotOf(db, 'daily', TODAY),
  );
  expect(together.size).toBe(12);
  expect(JSON.stringify([...together.values()])).toMatch(
    /like “.*saved search “|saved search “.*like “/,
  );
  for (const id of subscriptions) {
    forgetSlots();
    const alone = await personalOfSubscriptions(db, [id], await slotOf(db, 'daily', TODAY));
    expect(alone.get(id)).toEqual(together.get(id));
  }
});

test('a batch of readers costs no more statements than eight of them', async () => {
  const subscriptions = await addReaders(24);
  const statements = async (count: number) => {
    forgetSlots();
    const slot = await slotOf(db, 'daily', TODAY);
    return statementsOf(() => personalOfSubscriptions(db, subscriptions.slice(-count), slot));
  };
  const [few, many] = [await statements(8), await statements(24)];
  expect(few.length).toBeGreaterThan(0);
  expect(many.length).toBeLessThanOrEqual(few.length);
});
