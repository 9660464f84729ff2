/** CSFCube: papers with other papers judged similar in one facet. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { fuse, type Ranked } from '@/lib/search/query/fusion';
import { rankBySameWords, RELATED_WEIGHTS } from '@/lib/search/query/related-queries';
import type { Collection } from './collections';
import { mean, ndcg } from './measures';

/** Part of the list that counts, in judged papers. */
const SHARE = 0.2;

const query = z.object({ _id: z.string(), paper_id: z.string() });

/** The paper of each judged query. */
export async function readQueryPapers(dataDir: string): Promise<string[]> {
  const text = await readFile(path.join(dataDir, 'retrieval/csfcube/queries.jsonl'), 'utf8');
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => query.parse(JSON.parse(line)).paper_id);
}

/** nDCG@20 % over each query's judged papers, by keywords, semantic search and both. */
export async function measureRelated(
  db: Database,
  { papers, queries }: Collection,
  queryPapers: readonly string[],
  nearestTo: (id: string) => Ranked[],
) {
  const lexical: (number | null)[] = [];
  const dense: (number | null)[] = [];
  const fused: (number | null)[] = [];
  for (const [at, { relevant }] of queries.entries()) {
    const paper = papers.find(({ id }) => id === queryPapers[at]);
    if (!paper) throw new Error(`CSFCube has no paper ${queryPapers[at]}.`);
    const judged = ({ id }: Ranked) => relevant.has(id) && id !== paper.id;
    const byWords = (await rankBySameWords(db, paper, papers.length)).filter(judged);
    const byMeaning = nearestTo(paper.id).filter(judged);
    const depth = Math.round(relevant.size * SHARE);
    const value = (ranked: Ranked[]) =>
      ndcg(
        ranked.map(({ id }) => id),
        relevant,
        depth,
      );
    lexical.push(value(byWords));
    dense.push(value(byMeaning));
    fused.push(value(fuse(byWords, byMeaning, RELATED_WEIGHTS)));
  }
  return { lexical: mean(lexical), dense: mean(dense), fused: mean(fused) };
}
