/** A reader's library is private, until they share a link. */
import { beforeEach, expect, test } from 'vitest';
import { removeBookmark, saveBookmark, writeNote } from '@/lib/library/bookmark-commands';
import {
  collectPaper,
  createCollection,
  deleteCollection,
  describeCollection,
  removeFromCollection,
  shareCollection,
  unshareCollection,
} from '@/lib/library/collection-commands';
import {
  bookmarksOf,
  citedPapersOf,
  collectionsOf,
  countBookmarks,
  getOwnCollection,
  getSharedCollection,
  keptOf,
  LIBRARY_PAGE_SIZE,
  papersOfCollection,
} from '@/lib/library/queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();

const ID = '2503.90001';
const [ada, ben] = ['id-of-ada', 'id-of-ben'];

beforeEach(async () => {
  await addReader(db, 'ada');
  await addReader(db, 'ben');
  await storeListings(db, [listing({ id: ID })], []);
});

const fogOf = (userId: string) => createCollection(db, userId, { name: 'Fog', description: '' });

test('saving is idempotent and keeps the note; removing deletes both', async () => {
  await saveBookmark(db, { userId: ada, paperId: ID });
  await writeNote(db, { userId: ada, paperId: ID, note: 'For the talk.' });
  await saveBookmark(db, { userId: ada, paperId: ID });
  expect((await bookmarksOf(db, ada, null)).papers).toMatchObject([
    { id: ID, note: 'For the talk.', authors: ['Hana Ito'] },
  ]);
  expect((await bookmarksOf(db, ben, null)).papers).toEqual([]);
  await removeBookmark(db, { userId: ada, paperId: ID });
  expect(await countBookmarks(db, ada)).toBe(0);
});

test.each([
  ['saved', () => saveBookmark(db, { userId: ada, paperId: '2503.00000' })],
  ['noted', () => writeNote(db, { userId: ada, paperId: '2503.00000', note: '' })],
])('an unknown paper can’t be %s', async (_, act) => {
  await expect(act()).rejects.toMatchObject({ code: 'not_found' });
});

test('thousands of papers are paged along an index, none twice, none missing', async () => {
  const ids = Array.from({ length: 2_050 }, (_, number) => `2504.${10_000 + number}`);
  const paper = { title: 'Fog', abstract: '', source: 'arxiv', abstractSource: 'arxiv' };
  const publishedOn = new Date('2025-04-01');
  await db.paper.createMany({ data: ids.map((id) => ({ id, ...paper, publishedOn })) });
  // Many at one instant, as after an import.
  const at = (number: number) => new Date(Date.UTC(2025, 4, 1, 0, Math.floor(number / 100)));
  await db.bookmark.createMany({
    data: ids.map((paperId, number) => ({ userId: ada, paperId, createdAt: at(number) })),
  });
  const seen: string[] = [];
  let page = await bookmarksOf(db, ada, null);
  for (let pages = 1; ; pages += 1) {
    seen.push(...page.papers.map(({ id }) => id));
    if (!page.next) {
      expect(pages).toBe(Math.ceil(ids.length / LIBRARY_PAGE_SIZE));
      break;
    }
    page = await bookmarksOf(db, ada, page.next);
  }
  expect(seen.toSorted()).toEqual(ids);

  await db.$executeRaw`ANALYZE "Bookmark"`;
  const plan = await db.$queryRaw<Record<string, string>[]>`
    EXPLAIN SELECT "paperId" FROM "Bookmark" WHERE "userId" = ${ada}
    ORDER BY "createdAt" DESC, "paperId" DESC LIMIT 51`;
  expect(plan.map((line) => Object.values(line)[0]).join('\n')).toContain(
    'Bookmark_userId_createdAt_idx',
  );

  let exported = 0;
  for await (const { url } of citedPapersOf(
    db,
    { of: 'bookmarks', userId: ada },
    (id) => `/${id}`,
  )) {
    exported += Number(url.startsWith('/2504.'));
  }
  expect(exported).toBe(ids.length);
});

test('a paper is in the chosen collections, and in no other reader’s', async () => {
  const [fog, rain, bens] = [await fogOf(ada), await fogOf(ada), await fogOf(ben)];
  await collectPaper(db, { userId: ada, paperId: ID, collections: [fog, bens] });
  expect(await keptOf(db, { userId: ada, paperId: ID })).toEqual({
    isSaved: false,
    note: '',
    collections: new Set([fog]),
  });
  expect((await papersOfCollection(db, bens, null)).papers).toEqual([]);
  await collectPaper(db, { userId: ada, paperId: ID, collections: [rain] });
  expect((await papersOfCollection(db, fog, null)).papers).toEqual([]);
  expect((await papersOfCollection(db, rain, null)).papers).toMatchObject([{ id: ID }]);
});

test('a private collection is visible to its reader alone', async () => {
  const id = await fogOf(ada);
  const words = { name: 'Mist', description: '' };
  for (const act of [
    () => getOwnCollection(db, { userId: ben, id }),
    () => describeCollection(db, { userId: ben, id }, words),
    () => shareCollection(db, { userId: ben, id }),
    () => unshareCollection(db, { userId: ben, id }),
    () => removeFromCollection(db, { userId: ben, id }, ID),
    () => getSharedCollection(db, id),
    () => getSharedCollection(db, 'null'),
    () => getSharedCollection(db, 'A'.repeat(43)),
    () => getSharedCollection(db, ''),
  ]) {
    await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  }
  await deleteCollection(db, { userId: ben, id });
  expect(await collectionsOf(db, ada)).toMatchObject([{ id, name: 'Fog', shareToken: null }]);
});

test('a shared link of 256 bits opens it, the same when shared again, until revoked', async () => {
  const id = await fogOf(ada);
  await collectPaper(db, { userId: ada, paperId: ID, collections: [id] });
  await shareCollection(db, { userId: ada, id });
  const { shareToken } = await getOwnCollection(db, { userId: ada, id });
  await shareCollection(db, { userId: ada, id });
  expect(shareToken).toMatch(/^[\w-]{43}$/);
  expect(await getSharedCollection(db, shareToken ?? '')).toMatchObject({
    id,
    shareToken,
    papers: 1,
    owner: { handle: 'ada' },
  });
  await unshareCollection(db, { userId: ada, id });
  await expect(getSharedCollection(db, shareToken ?? '')).rejects.toThrow('private');
  await shareCollection(db, { userId: ada, id });
  expect((await getOwnCollection(db, { userId: ada, id })).shareToken).not.toBe(shareToken);
});

test('a note is private, also in a shared collection', async () => {
  await writeNote(db, { userId: ada, paperId: ID, note: 'Weak proof.' });
  const id = await fogOf(ada);
  await collectPaper(db, { userId: ada, paperId: ID, collections: [id] });
  expect((await papersOfCollection(db, id, null)).papers[0]?.note).toBe('');
});

test('a hidden paper stays with its reader, and off the shared list', async () => {
  const id = await fogOf(ada);
  await collectPaper(db, { userId: ada, paperId: ID, collections: [id] });
  await db.paper.update({ where: { id: ID }, data: { hiddenAt: new Date() } });
  expect((await papersOfCollection(db, id, null)).papers).toMatchObject([{ id: ID }]);
  expect((await papersOfCollection(db, id, null, true)).papers).toEqual([]);
  const exported = [];
  for await (const one of citedPapersOf(db, { of: 'collection', id }, String)) exported.push(one);
  expect(exported).toEqual([]);
});
