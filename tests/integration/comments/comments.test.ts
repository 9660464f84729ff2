/** Commands on a thread: counters, deletions and notifications. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  addComment,
  deleteComment,
  editComment,
  emptyCommentsOf,
  type NewComment,
} from '@/lib/comments/commands';
import {
  hideComment,
  reportComment,
  reportPaper,
  unhideComment,
} from '@/lib/comments/moderation-commands';
import { getComment, threadPage } from '@/lib/comments/queries';
import {
  DELETE_WITHIN_MINUTES,
  EDIT_WITHIN_MINUTES,
  MAX_COMMENT_CHARS,
} from '@/lib/comments/rules';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { recountPapers } from '@/lib/ranking/commands';
import { waitingCommentMails, writeComment } from '../../support/comments';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { heardPurges } from '../../support/purges';
import { addReader } from '../../support/readers';

const { db, pool } = testDatabase();

const PAPER = '2503.99001';
const OTHER = '2503.99002';
const NOW = new Date('2025-03-17T12:00:00Z');
const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE_MS);

beforeEach(async () => {
  await pool.query('DELETE FROM graphile_worker._private_jobs');
  await storeListings(db, [listing({ id: PAPER }), listing({ id: OTHER })], []);
  for (const handle of ['ada', 'ben', 'cleo']) await addReader(db, handle);
});

const write = (by: string, overrides?: Partial<NewComment>) => writeComment(db, by, overrides);

async function standing(id = PAPER) {
  const paper = await db.paper.findUniqueOrThrow({ where: { id }, include: { signals: true } });
  const commenters = paper.signals.filter(({ kind }) => kind === 'comment').map(({ key }) => key);
  return { count: paper.commentCount, commenters: commenters.sort(), mass: paper.massDay };
}

const mailed = () => waitingCommentMails(pool);

const bodies = async () =>
  (await threadPage(db, PAPER, { sort: 'oldest', page: 0 })).comments.map(
    ({ body, depth, grave }) => `${'> '.repeat(depth)}${grave ?? body}`,
  );

describe('writing', () => {
  test('counts every comment, and each person once', async () => {
    const before = await standing();
    await write('ada');
    await write('ada', { body: 'And another thing.' });
    await write('ben');
    const after = await standing();
    expect(after).toMatchObject({ count: 3, commenters: ['id-of-ada', 'id-of-ben'] });
    expect(after.mass).toBeGreaterThan(before.mass!);
    await recountPapers(db);
    expect((await standing()).count).toBe(3);
  });

  test('forty at once are all counted', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => write('ada', { body: `Thought ${n}` })));
    expect(await standing()).toMatchObject({ count: 40, commenters: ['id-of-ada'] });
  });

  test('the same words sent twice are one comment, and one mail', async () => {
    const parentId = await write('ben');
    const [first, second] = await Promise.all([
      write('ada', { parentId }),
      write('ada', { parentId }),
    ]);
    expect(second).toBe(first);
    expect(await write('ada', { parentId, now: later(60) })).not.toBe(first);
    expect(await mailed()).toEqual(['ben', 'ben']);
  });

  test.each([
    ['', 'empty'],
    [' \n\t\u0000 ', 'empty'],
    ['x'.repeat(MAX_COMMENT_CHARS + 1), 'too_long'],
    ['x'.repeat(1_048_576), 'too_long'],
  ])('of %.10j is rejected as %s', async (body, reason) => {
    const comment = { paperId: PAPER, userId: 'id-of-ada', parentId: null, now: NOW };
    expect(await addComment(db, { ...comment, body })).toEqual({ ok: false, reason });
  });

  test('accepts the maximum length, and no NUL', async () => {
    await write('ada', { body: `\u0000${'ä'.repeat(MAX_COMMENT_CHARS)}` });
    expect((await db.comment.findFirstOrThrow()).body).toBe('ä'.repeat(MAX_COMMENT_CHARS));
  });

  test('needs an open paper, and a visible parent of the same thread', async () => {
    await expect(write('ada', { paperId: '2503.90000' })).rejects.toThrow('no paper 2503.90000');
    const elsewhere = await write('ben', { paperId: OTHER });
    await expect(write('ada', { parentId: elsewhere })).rejects.toThrow(
      'The comment that you are replying to',
    );
    const gone = await write('ben');
    await deleteComment(db, { id: gone, userId: 'id-of-ben', now: NOW });
    await expect(write('ada', { parentId: gone })).rejects.toThrow('parent_gone');
    await db.paper.update({ where: { id: PAPER }, data: { hiddenAt: NOW } });
    await expect(write('ada')).rejects.toThrow('closed');
  });

  test('purges its pages after the commit, and not before', async () => {
    const heard = await heardPurges(pool);
    await write('ada');
    expect(await heard()).toEqual(
      expect.arrayContaining([`paper-${PAPER}`, 'day-2025-03-17', 'trending']),
    );
  });
});

describe('changing', () => {
  test.each([
    ['edit', EDIT_WITHIN_MINUTES],
    ['delete', DELETE_WITHIN_MINUTES],
  ])('one’s own: %s works for %i minutes to the second', async (act, minutes) => {
    const change = act === 'edit' ? editComment : deleteComment;
    const id = await write('ada');
    const input = { id, userId: 'id-of-ada', body: 'Better.' };
    const late = new Date(later(minutes).getTime() + 1);
    expect(await change(db, { ...input, now: late })).toEqual({ ok: false, reason: 'too_late' });
    expect(await change(db, { ...input, now: later(minutes) })).toMatchObject({ ok: true });
  });

  test('another reader’s or a removed one is rejected', async () => {
    const id = await write('ada');
    const request = { id, body: 'Mine now.', now: NOW };
    for (const change of [editComment, deleteComment]) {
      expect(await change(db, { ...request, userId: 'id-of-ben' })).toEqual({
        ok: false,
        reason: 'not_yours',
      });
    }
    await deleteComment(db, { ...request, userId: 'id-of-ada' });
    expect(await editComment(db, { ...request, userId: 'id-of-ada' })).toEqual({
      ok: false,
      reason: 'gone',
    });
    expect(await bodies()).toEqual([]);
  });

  test('an edit shows its time, unless nothing changed', async () => {
    const id = await write('ada');
    const query = { id, userId: 'id-of-ada', now: later(1) };
    await editComment(db, { ...query, body: 'By ada.' });
    expect((await getComment(db, { paperId: PAPER, id })).comment.editedAt).toBeNull();
    await editComment(db, { ...query, body: 'Better.' });
    expect((await getComment(db, { paperId: PAPER, id })).comment).toMatchObject({
      body: 'Better.',
      editedAt: later(1),
    });
  });

  test('a deleted comment isn’t counted, and leaves a placeholder only above replies', async () => {
    const root = await write('ada');
    await write('ben', { parentId: root, now: later(1) });
    const lone = await write('cleo', { now: later(2) });
    await deleteComment(db, { id: root, userId: 'id-of-ada', now: later(3) });
    await deleteComment(db, { id: lone, userId: 'id-of-cleo', now: later(3) });
    expect(await bodies()).toEqual(['deleted', '> By ben.']);
    expect(await standing()).toMatchObject({ count: 1, commenters: ['id-of-ben'] });
    expect((await db.comment.findUniqueOrThrow({ where: { id: root } })).body).toBe('');
  });

  test('after deleting one of two comments the author still counts, after the last not', async () => {
    const before = await standing();
    const first = await write('ada');
    const second = await write('ada', { body: 'Still here.' });
    await deleteComment(db, { id: first, userId: 'id-of-ada', now: NOW });
    expect((await standing()).commenters).toEqual(['id-of-ada']);
    await deleteComment(db, { id: second, userId: 'id-of-ada', now: NOW });
    expect(await standing()).toEqual(before);
  });

  test('deleting an account empties its comments in every thread', async () => {
    const root = await write('ada');
    await write('ben', { parentId: root });
    await write('ada', { paperId: OTHER });
    await db.$transaction(async (tx) => {
      await emptyCommentsOf(tx, 'id-of-ada', NOW);
      await tx.user.delete({ where: { id: 'id-of-ada' } });
    });
    const left = await db.comment.findMany({ where: { body: { not: '' } } });
    expect(left.map(({ userId }) => userId)).toEqual(['id-of-ben']);
    expect(await bodies()).toEqual(['deleted', '> By ben.']);
    expect(await standing(OTHER)).toMatchObject({ count: 0, commenters: [] });
    expect(
      JSON.stringify(await db.signal.findMany(), (_, v) => (typeof v === 'bigint' ? String(v) : v)),
    ).not.toContain('id-of-ada');
  });
});

describe('a curator', () => {
  test('hides a comment, which leaves a placeholder, and restores it', async () => {
    const root = await write('ada');
    await write('ben', { parentId: root });
    const hiding = { id: root, reason: 'An advertisement.', now: NOW };
    await db.$transaction((tx) => hideComment(tx, hiding));
    const { comments } = await threadPage(db, PAPER, { sort: 'oldest', page: 0 });
    expect(comments[0]).toMatchObject({
      grave: 'hidden',
      body: '',
      author: null,
      hiddenReason: 'An advertisement.',
    });
    expect(await standing()).toMatchObject({ count: 1, commenters: ['id-of-ben'] });
    await db.$transaction((tx) => unhideComment(tx, root));
    expect(await bodies()).toEqual(['By ada.', '> By ben.']);
    expect(await standing()).toMatchObject({ count: 2, commenters: ['id-of-ada', 'id-of-ben'] });
  });

  test('gets one report of a comment or paper from each reader, until it is resolved', async () => {
    const commentId = await write('ada');
    const message = { userId: 'id-of-ben', reason: 'spam', note: 'Look.', now: NOW } as const;
    for (let times = 0; times < 3; times += 1) {
      await reportComment(db, { ...message, commentId });
      await reportPaper(db, { ...message, paperId: PAPER });
    }
    await reportComment(db, { ...message, userId: 'id-of-cleo', commentId });
    expect(await db.report.count()).toBe(3);
    await db.report.updateMany({ data: { resolvedAt: NOW } });
    await reportComment(db, { ...message, commentId });
    expect(await db.report.count()).toBe(4);
    await expect(reportComment(db, { ...message, commentId: 'none' })).rejects.toThrow(
      'This comment doesn’t exist.',
    );
    await expect(reportPaper(db, { ...message, paperId: '2503.9' })).rejects.toThrow('no paper');
  });
});
