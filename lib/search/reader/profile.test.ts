import { expect, test } from 'vitest';
import {
  describeTerms,
  rankForProfile,
  suggestPapers,
  type Candidate,
  type DescribedPaper,
} from './profile';

const IDF: Record<string, number> = { fog: 3, valley: 3, robot: 3, arm: 3, model: 0.5 };

/** Its vector points to its meaning, one of four directions and a little of its own. */
function paper(id: string, meaning: number, words: string): DescribedPaper {
  const vector = new Int8Array(4).fill(3);
  vector[meaning] = 127;
  const counts = new Map<string, number>();
  for (const word of words.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { id, vector, terms: describeTerms(counts, (term) => IDF[term] ?? 1) };
}

const candidate = (described: DescribedPaper, standing = 0): Candidate => ({
  ...described,
  standing,
});

const WEATHER = 0;
const ROBOTS = 1;
const fog = paper('fog', WEATHER, 'fog valley model');
const arms = paper('arms', ROBOTS, 'robot arm model');
const mist = paper('mist', WEATHER, 'fog model');
const gripper = paper('gripper', ROBOTS, 'robot arm arm');
const other = paper('other', 2, 'maps model');

const idsOf = (ranked: { id: string }[]) => ranked.map(({ id }) => id);

test('each of several interests finds its papers, and says what they are like', () => {
  const ranked = rankForProfile({ liked: [fog, arms] }, [other, mist, gripper]);
  expect(idsOf(ranked).slice(0, 2).toSorted()).toEqual(['gripper', 'mist']);
  expect(ranked.find(({ id }) => id === 'mist')?.nearest).toBe('fog');
  expect(ranked.find(({ id }) => id === 'gripper')?.nearest).toBe('arms');
});

test('a paper that nobody has embedded is told by its words alone', () => {
  const unread = { ...mist, vector: null };
  expect(idsOf(rankForProfile({ liked: [fog] }, [other, unread]))).toEqual(['mist', 'other']);
});

test('less of this counts against what is like it', () => {
  const liked = [fog, arms];
  expect(idsOf(rankForProfile({ liked, disliked: [arms] }, [gripper, mist, other]))[0]).toBe(
    'mist',
  );
});

test('who liked nothing gets nothing', () => {
  expect(rankForProfile({ liked: [] }, [mist])).toEqual([]);
  expect(suggestPapers({ liked: [] }, [candidate(mist)], 5)).toEqual([]);
});

test('equal papers come in the order of their ids', () => {
  const twins = ['b', 'a', 'c'].map((id) => ({ ...mist, id }));
  expect(idsOf(rankForProfile({ liked: [fog] }, twins))).toEqual(['a', 'b', 'c']);
});

test('a second paper on the same matter waits for one on another', () => {
  const same = { ...mist, id: 'mist-again' };
  const suggested = suggestPapers(
    { liked: [fog, arms] },
    [mist, same, gripper, other].map((described) => candidate(described)),
    4,
  );
  expect(idsOf(suggested).slice(0, 2).toSorted()).toEqual(['gripper', 'mist']);
  expect(suggested[0]?.reason).toMatchObject({ kind: 'like' });
});

test('every eighth place goes to what stands best among the unlike', () => {
  const alike = Array.from({ length: 300 }, (_, index) =>
    candidate(paper(`fog-${String(index).padStart(3, '0')}`, WEATHER, 'fog valley')),
  );
  const unlike = [3, 9, 1].map((standing) =>
    candidate(paper(`unlike-${standing}`, 3, 'maps'), standing),
  );
  const suggested = suggestPapers({ liked: [fog] }, [...unlike, ...alike], 16);
  expect(suggested[7]).toEqual({ id: 'unlike-9', reason: { kind: 'else' } });
  expect(suggested[15]).toEqual({ id: 'unlike-3', reason: { kind: 'else' } });
  expect(suggested.filter(({ reason }) => reason.kind === 'else')).toHaveLength(2);
});

test('there are no more suggestions than papers, each once', () => {
  const suggested = suggestPapers(
    { liked: [fog] },
    [mist, other].map((it) => candidate(it)),
    10,
  );
  expect(idsOf(suggested).toSorted()).toEqual(['mist', 'other']);
});
