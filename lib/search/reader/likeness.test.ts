import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexCandidates, likenessRow, rankByLikeness } from './likeness';
import {
  describeTerms,
  meaningLikeness,
  rankForProfile,
  wordLikeness,
  type DescribedPaper,
} from './profile';

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

/** The same scores, written without rows. */
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
        for (const { id, score } of rankForProfile({ liked, disliked }, candidates)) {
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
      for (const { id, nearest } of rankForProfile({ liked }, candidates)) {
        const candidate = candidates.find((each) => each.id === id)!;
        const together = (paper: DescribedPaper) =>
          wordLikeness(candidate, paper) + meaningLikeness(candidate, paper);
        const greatest = Math.max(...liked.map(together));
        expect(together(liked.find((each) => each.id === nearest)!)).toBeCloseTo(greatest, 9);
      }
    }),
  );
});

test('what is not open is left out and changes nobody’s scale, and the limit keeps the best', () => {
  fc.assert(
    fc.property(somePapers('liked', 1, 3), somePapers('candidate', 2, 10), (liked, candidates) => {
      const index = indexCandidates(candidates);
      const rows = liked.map((paper) => likenessRow(paper, index));
      const open = candidates.filter((_, at) => at % 2 === 0);
      const isOpen = (id: string) => open.some((each) => each.id === id);
      const ranked = rankByLikeness({ liked: rows, disliked: [] }, index.ids, { isOpen });
      expect(ranked).toEqual(rankForProfile({ liked }, open));
      const best = rankByLikeness({ liked: rows, disliked: [] }, index.ids, { isOpen, limit: 2 });
      expect(best).toEqual(ranked.slice(0, 2));
    }),
  );
});
