/** ROUGE F1 between two texts, after Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004). */
import { spelledWords } from '@/lib/papers/text/words';

/** Share of words that both texts have, counting repeats. Between 0 and 1. */
export function rouge1(candidate: string, reference: string): number {
  const [own, other] = [spelledWords(candidate), spelledWords(reference)];
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = own.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return f1(shared.length, own.length, other.length);
}

/** Share by the longest common subsequence of words. */
export function rougeL(candidate: string, reference: string): number {
  const [own, other] = [spelledWords(candidate), spelledWords(reference)];
  return f1(longestCommonSubsequence(own, other), own.length, other.length);
}

function longestCommonSubsequence(first: readonly string[], second: readonly string[]): number {
  const lengths = new Uint16Array(second.length + 1);
  for (const word of first) {
    let diagonal = 0;
    for (const [index, other] of second.entries()) {
      const above = lengths[index + 1] ?? 0;
      lengths[index + 1] = word === other ? diagonal + 1 : Math.max(above, lengths[index] ?? 0);
      diagonal = above;
    }
  }
  return lengths[second.length] ?? 0;
}

function f1(shared: number, own: number, other: number): number {
  return shared === 0 ? 0 : (2 * shared) / (own + other);
}
