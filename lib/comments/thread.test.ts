import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  nest,
  orderThread,
  pageOfComment,
  THREAD_PAGE_SIZE,
  THREAD_SORTS,
  type ThreadRow,
} from './thread';

const at = (minute: number) => new Date(Date.UTC(2025, 2, 17, 12, minute));

/** `b<a` replies to `a`, `b!` is removed; minutes follow the order of writing. */
function thread(...written: string[]): ThreadRow[] {
  return written.map((text, minute) => {
    const [, id = '', gone, parent] = /^(\w+)(!?)(?:<(\w+))?$/.exec(text) ?? [];
    return { id, parentId: parent ?? null, createdAt: at(minute), isGone: gone === '!' };
  });
}

const order = (rows: ThreadRow[], sort: (typeof THREAD_SORTS)[number] = 'oldest') =>
  orderThread(rows, sort).map(({ id, depth }) => `${'>'.repeat(depth)}${id}`);

test('each reply is right below its parent', () => {
  expect(order(thread('a', 'b', 'c<a', 'd<c', 'e<a'))).toEqual(['a', '>c', '>>d', '>e', 'b']);
});

test.each([
  ['oldest', ['a', 'b', '>d', '>e', 'c', '>f']],
  ['newest', ['c', '>f', 'b', '>d', '>e', 'a']],
  ['answered', ['b', '>d', '>e', 'c', '>f', 'a']],
] as const)('%s first sorts the roots', (sort, expected) => {
  expect(order(thread('a', 'b', 'c', 'd<b', 'e<b', 'f<c'), sort)).toEqual(expected);
});

test('a removed comment stays if any reply below is visible', () => {
  expect(order(thread('a!', 'b!<a', 'c<b', 'd!', 'e!<d', 'f', 'g!<f'))).toEqual([
    'a',
    '>b',
    '>>c',
    'f',
  ]);
});

test('a reply to an unknown comment is a root', () => {
  expect(order(thread('a<nowhere', 'b'))).toEqual(['a', 'b']);
});

const rows = fc
  .array(fc.record({ answers: fc.nat(), isGone: fc.boolean(), minute: fc.nat(5) }), {
    maxLength: 40,
  })
  .map((made) =>
    made.map(({ answers, isGone, minute }, index): ThreadRow => ({
      id: `c${index}`,
      parentId: index > 0 && answers % 3 > 0 ? `c${answers % index}` : null,
      createdAt: at(minute),
      isGone,
    })),
  );

test('in any thread each visible comment appears once, below its parent', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(...THREAD_SORTS), (made, sort) => {
      const places = orderThread(made, sort);
      const alive = made.filter(({ isGone }) => !isGone).map(({ id }) => id);
      const ids = places.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(alive));
      for (const { id, parentId } of made.filter((row) => ids.includes(row.id))) {
        const place = places[ids.indexOf(id)]!;
        if (parentId === null) expect(place.depth).toBe(0);
        else {
          const parent = ids.indexOf(parentId);
          expect(parent).toBeLessThan(ids.indexOf(id));
          expect(parent).toBeGreaterThanOrEqual(0);
          expect(places[parent]!.depth).toBe(place.depth - 1);
        }
      }
    }),
  );
});

test('a comment’s page contains it', () => {
  const places = Array.from({ length: THREAD_PAGE_SIZE + 1 }, (_, n) => ({
    id: `c${n}`,
    depth: 0,
  }));
  expect(pageOfComment(places, `c${THREAD_PAGE_SIZE - 1}`)).toBe(0);
  expect(pageOfComment(places, `c${THREAD_PAGE_SIZE}`)).toBe(1);
  expect(pageOfComment(places, 'none')).toBeNull();
});

test('a page’s comments nest up to the maximum indentation, wherever the page begins', () => {
  const depths = [3, 4, 1, 0, 1, 2, 3, 4, 5, 6, 5, 0];
  const shape = (nested: ReturnType<typeof nest<{ depth: number }>>): unknown[] =>
    nested.map(({ comment, replies }) =>
      replies.length > 0 ? [comment.depth, shape(replies)] : comment.depth,
    );
  expect(shape(nest(depths.map((depth) => ({ depth }))))).toEqual([
    [3, [4, 1]],
    [0, [[1, [[2, [[3, [4, 5, 6, 5]]]]]]]],
    0,
  ]);
});
