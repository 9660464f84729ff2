import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meaningLikeness, wordLikeness } from '@/scripts/bench/discovery/compared';
import {
  describeTerms,
  indexCandidates,
  rankBySimilarity,
  rankForMarks,
  similarityRow,
  type DescribedPaper,
} from './similarity';

const WORDS = ['fog', 'valley', 'robot', 'arm', 'model'];

const somePaper = fc
  .record({
    words: fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }),
    vector: fc.option(
      fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 3, maxLength: 3 }),
    ),
  })
  .map(({ words, vector }): Omit<DescribedPaper, 'id'> => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return {
      vector: vector && Int8Array.from(vector),
      terms: describeTerms(counts, (term) => 1 + WORDS.indexOf(term)),
    };
  });
const somePapers = (prefix: string, minLength: number, maxLength: number) =>
  fc
    .array(somePaper, { minLength, maxLength })
    .map((papers) => papers.map((paper, at) => ({ ...paper, id: `${prefix}${at}` })));

/** Reimplements the scores without rows. */
function scoresByPairs(papers: DescribedPaper[], candidates: DescribedPaper[]): number[] {
  const scaledMeans = (likeness: (one: DescribedPaper, other: DescribedPaper) => number) => {
    const means = candidates.map((candidate) => {
      const best = papers.map((paper) => likeness(candidate, paper)).sort((a, b) => b - a);
      const two = best.slice(0, 2);
      return two.reduce((sum, value) => sum + value, 0) / two.length;
    });
    const [least, most] = [Math.min(...means), Math.max(...means)];
    // Sums in another order differ in their last bits.
    return means.map((mean) => (most - least < 1e-9 ? 1 : (mean - least) / (most - least)));
  };
  const [words, meaning] = [scaledMeans(wordLikeness), scaledMeans(meaningLikeness)];
  return candidates.map((_, at) => (words[at]! + meaning[at]!) / 2);
}

test('rows give the scores that comparing each pair gives', () => {
  fc.assert(
    fc.property(
      somePapers('liked', 1, 5),
      somePapers('disliked', 0, 3),
      somePapers('candidate', 1, 12),
      (liked, disliked, candidates) => {
        const likes = scoresByPairs(liked, candidates);
        const dislikes = disliked.length > 0 ? scoresByPairs(disliked, candidates) : null;
        for (const { id, score } of rankForMarks({ liked, disliked }, candidates)) {
          const at = candidates.findIndex((candidate) => candidate.id === id);
          expect(score).toBeCloseTo(likes[at]! - 0.5 * (dislikes?.[at] ?? 0), 6);
        }
      },
    ),
  );
});

test('the nearest is the liked paper that is most alike by words and meaning together', () => {
  fc.assert(
    fc.property(somePapers('liked', 1, 5), somePapers('candidate', 1, 8), (liked, candidates) => {
      for (const { id, nearest } of rankForMarks({ liked }, candidates)) {
        const candidate = candidates.find((each) => each.id === id)!;
        const together = (paper: DescribedPaper) =>
          wordLikeness(candidate, paper) + meaningLikeness(candidate, paper);
        const greatest = Math.max(...liked.map(together));
        expect(together(liked.find((each) => each.id === nearest)!)).toBeCloseTo(greatest, 9);
      }
    }),
  );
});

test('closed papers are left out and don’t change the scale, and the limit keeps the best', () => {
  fc.assert(
    fc.property(somePapers('liked', 1, 3), somePapers('candidate', 2, 10), (liked, candidates) => {
      const index = indexCandidates(candidates);
      const rows = liked.map((paper) => similarityRow(paper, index));
      const open = candidates.filter((_, at) => at % 2 === 0);
      const isOpen = (id: string) => open.some((each) => each.id === id);
      const ranked = rankBySimilarity({ liked: rows, disliked: [] }, index.ids, { isOpen });
      expect(ranked).toEqual(rankForMarks({ liked }, open));
      const best = rankBySimilarity({ liked: rows, disliked: [] }, index.ids, { isOpen, limit: 2 });
      expect(best).toEqual(ranked.slice(0, 2));
    }),
  );
});

const IDF: Record<string, number> = { fog: 3, valley: 3, robot: 3, arm: 3, model: 0.5 };

/** The vector is one of four directions plus a little of its own. */
function paper(id: string, meaning: number, words: string): DescribedPaper {
  const vector = new Int8Array(4).fill(3);
  vector[meaning] = 127;
  const counts = new Map<string, number>();
  for (const word of words.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { id, vector, terms: describeTerms(counts, (term) => IDF[term] ?? 1) };
}

const WEATHER = 0;
const ROBOTS = 1;
const fog = paper('fog', WEATHER, 'fog valley model');
const arms = paper('arms', ROBOTS, 'robot arm model');
const mist = paper('mist', WEATHER, 'fog model');
const gripper = paper('gripper', ROBOTS, 'robot arm arm');
const other = paper('other', 2, 'maps model');
const idsOf = (ranked: { id: string }[]) => ranked.map(({ id }) => id);

test('each of several interests finds its papers, with the most similar liked paper', () => {
  const ranked = rankForMarks({ liked: [fog, arms] }, [other, mist, gripper]);
  expect(idsOf(ranked).slice(0, 2).toSorted()).toEqual(['gripper', 'mist']);
  expect(ranked.find(({ id }) => id === 'mist')?.nearest).toBe('fog');
  expect(ranked.find(({ id }) => id === 'gripper')?.nearest).toBe('arms');
});

test('a paper without a vector is ranked by its words alone', () => {
  const unread = { ...mist, vector: null };
  expect(idsOf(rankForMarks({ liked: [fog] }, [other, unread]))).toEqual(['mist', 'other']);
});

test('less of this counts against what is like it', () => {
  const liked = [fog, arms];
  expect(idsOf(rankForMarks({ liked, disliked: [arms] }, [gripper, mist, other]))[0]).toBe('mist');
});

test('a reader without liked papers gets none', () => {
  expect(rankForMarks({ liked: [] }, [mist])).toEqual([]);
});

test('equal papers come in the order of their ids', () => {
  const twins = ['b', 'a', 'c'].map((id) => ({ ...mist, id }));
  expect(idsOf(rankForMarks({ liked: [fog] }, twins))).toEqual(['a', 'b', 'c']);
});
