/** An embedder for tests: texts with the same words are near; counts its calls. */
import type { Embedder } from '@/lib/search/meaning/embedder/types';
import { unitVector } from '@/lib/search/meaning/vectors/vector';

const DIMS = 64;

export function wordEmbedder(id = 'words-1'): Embedder & { texts: string[] } {
  const texts: string[] = [];
  return {
    id,
    dims: DIMS,
    maxTokens: 256,
    texts,
    embed(input) {
      texts.push(...input);
      return Promise.resolve(input.map(vectorOf));
    },
    close: () => Promise.resolve(),
  };
}

function vectorOf(text: string): Float32Array {
  const counts = new Float32Array(DIMS);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place = [...word].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % DIMS;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return unitVector(counts);
}
