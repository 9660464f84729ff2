/** Reads of a thread, and recipients of its notifications. */
import { beforeEach, describe, expect, test } from 'vitest';
import { editComment, type NewComment } from '@/lib/comments/commands';
import { placeOfComment, threadPage } from '@/lib/comments/queries';
import { THREAD_PAGE_SIZE, type ThreadSort } from '@/lib/comments/thread';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { waitingCommentMails, writeComment } from '../../support/comments';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db, pool } = testDatabase();

const PAPER = '2503.99001';
const NOW = new Date('2025-03-17T12:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const write = (by: string, overrides?: Partial<NewComment>) => writeComment(db, by, overrides);

beforeEach(async () => {
  await pool.query('DELETE FROM graphile_worker._private_jobs');
  await storeListings(db, [listing({ id: PAPER })], []);
  for (const handle of ['ada', 'ben', 'cleo']) await addReader(db, handle);
});

const mailed = () => waitingCommentMails(pool);

const bodies = async (sort: ThreadSort) =>
  (await threadPage(db, PAPER, { sort, page: 0 })).comments.map(
    ({ body, depth }) => `${'> '.repeat(depth)}${body}`,
  );

describe('mail', () => {
  test('goes to the parent’s author and mentioned readers, once each, and not to the author', async () => {
    const root = await write('ada');
    await write('ben', { parentId: root, body: '@ada @cleo @ben @cleo @nobody: no.' });
    expect((await mailed()).sort()).toEqual(['ada', 'cleo']);
  });

  test('doesn’t go to unsubscribed, unconfirmed or suspended readers', async () => {
    const where = (handle: string) => ({ where: { handle } });
    await db.user.update({ ...where('ada'), data: { mailsReplies: false } });
    await db.user.update({ ...where('ben'), data: { emailVerified: false } });
    await addReader(db, 'mallory', { suspendedAt: NOW });
    await write('cleo', { body: '@ada @ben @mallory' });
    expect(await mailed()).toEqual([]);
  });

  test('goes to the first five mentioned readers only', async () => {
    for (let n = 0; n < 9; n += 1) await addReader(db, `dan${n}`);
    await write('ada', { body: Array.from({ length: 9 }, (_, n) => `@dan${n}`).join(' ') });
    expect(await mailed()).toHaveLength(5);
  });

  test('goes after an edit to newly mentioned readers only', async () => {
    const id = await write('ada', { body: 'See @ben' });
    await editComment(db, { id, userId: 'id-of-ada', body: 'See @ben and @cleo', now: later(1) });
    expect(await mailed()).toEqual(['ben', 'cleo']);
  });
});

describe('a thread', () => {
  test('is read oldest, newest or most answered first, with replies in order', async () => {
    const first = await write('ada', { body: 'one' });
    const second = await write('ben', { body: 'two', now: later(1) });
    await write('cleo', { body: 'one.a', parentId: first, now: later(2) });
    const b = await write('cleo', { body: 'two.a', parentId: second, now: later(3) });
    await write('ada', { body: 'two.a.a', parentId: b, now: later(4) });
    const [one, two] = [
      ['one', '> one.a'],
      ['two', '> two.a', '> > two.a.a'],
    ];
    expect(await bodies('oldest')).toEqual([...one, ...two]);
    expect(await bodies('newest')).toEqual([...two, ...one]);
    expect(await bodies('answered')).toEqual([...two, ...one]);
  });

  test('that is long has pages, and each comment has its page', async () => {
    const data = Array.from({ length: THREAD_PAGE_SIZE + 3 }, (_, n) => ({
      paperId: PAPER,
      userId: 'id-of-ada',
      body: `no. ${n}`,
      createdAt: later(n),
    }));
    await db.comment.createMany({ data });
    const page = (n: number) => threadPage(db, PAPER, { sort: 'oldest', page: n });
    expect((await page(0)).comments).toHaveLength(THREAD_PAGE_SIZE);
    expect(await page(0)).toMatchObject({ hasNext: true });
    const { comments, hasNext } = await page(1);
    expect(comments.map(({ body }) => body)).toEqual(['no. 100', 'no. 101', 'no. 102']);
    expect(hasNext).toBe(false);
    expect(await placeOfComment(db, PAPER, comments[0]!.id)).toBe(1);
    await expect(page(2)).rejects.toThrow('no such page');
    await expect(placeOfComment(db, PAPER, 'none')).rejects.toThrow('deleted');
  });

  test('two thousand replies deep is read like any other', async () => {
    const data = Array.from({ length: 2_000 }, (_, n) => ({
      id: `c${n}`,
      parentId: n === 0 ? null : `c${n - 1}`,
      paperId: PAPER,
      userId: 'id-of-ada',
      body: 'No.',
      createdAt: later(n),
    }));
    await db.comment.createMany({ data });
    const { comments } = await threadPage(db, PAPER, { sort: 'answered', page: 19 });
    expect(comments.at(-1)).toMatchObject({ id: 'c1999', depth: 1_999, answers: 'ada' });
  });

  test('links the names of existing readers', async () => {
    await write('ada', { body: '@ben @nobody' });
    const { handles } = await threadPage(db, PAPER, { sort: 'oldest', page: 0 });
    expect([...handles]).toEqual(['ben']);
  });
});
