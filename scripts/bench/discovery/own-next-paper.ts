/**
 * Own next paper: an author with four papers or more in the archive likely wants to see their last
 * one. The earlier ones form the profile, which ranks all papers of the last one's week
 * (what-more.ts measures).
 */
import path from 'node:path';
import { periodOf } from '@/lib/calendar';
import { readArchive } from '@/lib/ingest/parse/archive';
import type { PaperRecord } from '@/lib/ingest/types';
import { idf } from '@/lib/search/words/bm25';
import { documentOf } from '@/lib/search/words/document';
import { describeTerms, rankForMarks, type DescribedPaper } from '@/lib/recommend/similarity';

const LEAST_PAPERS = 4;

export type ListedPaper = PaperRecord & { listedOn: string; votes: number };
export type Task = { author: string; own: string[]; last: string; week: string[] };
type Terms = ReadonlyMap<string, number>;

/** Each paper once, on the day of its first listing. */
export async function readListed(dataDir: string): Promise<ListedPaper[]> {
  const papers = new Map<string, ListedPaper>();
  for await (const row of readArchive(path.join(dataDir, 'hf/daily-papers.jsonl'))) {
    if (!('record' in row)) continue;
    const { paper, listedOn, upstreamVotes } = row.record;
    const known = papers.get(paper.id);
    const first = known && known.listedOn < listedOn ? known.listedOn : listedOn;
    papers.set(paper.id, { ...paper, listedOn: first, votes: upstreamVotes ?? 0 });
  }
  return [...papers.values()];
}

export function tasksOf(papers: readonly ListedPaper[]): Task[] {
  const byWeek = new Map<string, string[]>();
  const byAuthor = new Map<string, ListedPaper[]>();
  for (const paper of papers) {
    const week = weekOf(paper);
    byWeek.set(week, [...(byWeek.get(week) ?? []), paper.id]);
    for (const name of new Set(paper.authors.map((author) => author.name)))
      byAuthor.set(name, [...(byAuthor.get(name) ?? []), paper]);
  }
  return [...byAuthor]
    .filter(([, { length }]) => length >= LEAST_PAPERS)
    .flatMap(([author, theirs]) => {
      const inOrder = theirs.toSorted(
        (a, b) => a.listedOn.localeCompare(b.listedOn) || a.id.localeCompare(b.id),
      );
      const last = inOrder.at(-1);
      if (!last) return [];
      const own = inOrder.slice(0, -1).map(({ id }) => id);
      const week = (byWeek.get(weekOf(last)) ?? []).filter((id) => !own.includes(id));
      return [{ author, own, last: last.id, week }];
    });
}

function weekOf({ listedOn }: ListedPaper): string {
  return periodOf('week', listedOn).key;
}

export type Described = {
  paperOf: (id: string) => DescribedPaper;
  /** Terms by plain tf-idf, for the centroid. */
  tfIdf: ReadonlyMap<string, Terms>;
};

/** The papers with production's terms and vectors. */
export function describeListed(
  papers: readonly ListedPaper[],
  vectors: ReadonlyMap<string, Int8Array>,
): Described {
  const counts = new Map(papers.map((paper) => [paper.id, countsOf(paper)]));
  const idfOf = idfOver([...counts.values()]);
  const described = new Map(
    papers.map(({ id }) => [
      id,
      {
        id,
        vector: vectors.get(id) ?? null,
        terms: describeTerms(counts.get(id) ?? new Map<string, number>(), idfOf.product),
      },
    ]),
  );
  return {
    paperOf: (id) => described.get(id) ?? { id, vector: null, terms: new Map() },
    tfIdf: new Map([...counts].map(([id, terms]) => [id, weighed(terms, idfOf.plain)])),
  };
}

/** The last paper's rank in production. */
export function rankByProfile({ own, week, last }: Task, { paperOf }: Described): number {
  const ranked = rankForMarks({ liked: own.map(paperOf) }, week.map(paperOf));
  return ranked.findIndex(({ id }) => id === last) + 1;
}

function countsOf(paper: ListedPaper): Terms {
  const { terms } = documentOf({ ...paper, authors: [], categories: [], hasCode: false });
  const counts = terms.map(({ term, counts: { title, abstract } }) => [term, title + abstract]);
  return new Map((counts as [string, number][]).filter(([, count]) => count > 0));
}

function idfOver(papers: readonly Terms[]) {
  const having = new Map<string, number>();
  for (const terms of papers)
    for (const term of terms.keys()) having.set(term, (having.get(term) ?? 0) + 1);
  const count = (term: string) => having.get(term) ?? 0;
  return {
    product: (term: string) => (count(term) > 1 ? idf(papers.length, count(term)) : 0),
    plain: (term: string) => (count(term) > 1 ? Math.log(papers.length / count(term)) : 0),
  };
}

function weighed(counts: Terms, idfOf: (term: string) => number): Map<string, number> {
  const weights = [...counts].map(([term, count]) => [term, count * idfOf(term)] as const);
  const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
  return new Map(weights.map(([term, weight]) => [term, weight / length]));
}

/** The baseline: the rank by the centroid of tf-idf. */
export function rankByCentroid({ own, week, last }: Task, { tfIdf }: Described): number {
  const centroid = new Map<string, number>();
  for (const id of own)
    for (const [term, weight] of tfIdf.get(id) ?? [])
      centroid.set(term, (centroid.get(term) ?? 0) + weight);
  const scores = week.map((id) => {
    let score = 0;
    for (const [term, weight] of tfIdf.get(id) ?? []) score += weight * (centroid.get(term) ?? 0);
    return { id, score };
  });
  const ranked = scores.toSorted((a, b) => b.score - a.score);
  return ranked.findIndex(({ id }) => id === last) + 1;
}
