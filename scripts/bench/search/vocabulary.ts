/** The archive's words by frequency, and texts that draw them by Zipf's law. */
import path from 'node:path';
import { readArchive } from '@/lib/ingest/parse/archive';
import { tokensOf } from '@/lib/search/words/tokens';

export type Word = { word: string; term: string };

/** The commonest first; one word for each term. */
export async function readWords(dataDir: string): Promise<Word[]> {
  const uses = new Map<string, { word: string; count: number }>();
  for await (const row of readArchive(path.join(dataDir, 'hf/daily-papers.jsonl'))) {
    if (!('record' in row)) continue;
    const { title, abstract } = row.record.paper;
    for (const { word, term, isWord } of tokensOf(`${title} ${abstract}`)) {
      const use = uses.get(term);
      if (use) use.count += 1;
      else if (isWord) uses.set(term, { word, count: 1 });
    }
  }
  return [...uses]
    .toSorted(([, a], [, b]) => b.count - a.count)
    .map(([term, { word }]) => ({ term, word }));
}

/** Deterministic random numbers (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A rank, drawn with probability proportional to 1/rank. */
export function zipfRank(count: number, random: () => number): number {
  return Math.floor(count ** random()) - 1;
}
