/** Reads papers' terms and vectors from the search index, so that similarity needs no parsing. */
import type { Db } from '@/lib/db/client';
import { findActiveEmbedder } from '@/lib/search/meaning/embedding-queries';
import { idf, LEVELS } from '@/lib/search/words/bm25';
import { fromBytes } from '@/lib/search/meaning/vectors/vector';
import { readArchive } from '@/lib/search/words/vocabulary-queries';
import { describeTerms, type DescribedPaper } from './similarity';

/** The bits of a packed count that hold title and abstract (search's document.ts). */
const TITLE_SHIFT = 11;
const ABSTRACT_MASK = 127;

/** Words and vector of each paper. Leaves out papers that search has not indexed. */
export async function describeAll(
  db: Db,
  ids: readonly string[],
): Promise<Map<string, DescribedPaper>> {
  const embedder = await findActiveEmbedder(db);
  const [documents, vectors, archive] = await Promise.all([
    db.searchDocument.findMany({
      where: { paperId: { in: [...ids] } },
      select: { paperId: true, tokens: true, counts: true },
    }),
    embedder
      ? db.embedding.findMany({
          where: { embedder: embedder.id, paperId: { in: [...ids] } },
          select: { paperId: true, vector: true },
        })
      : [],
    readArchive(db),
  ]);
  const counted = documents.map(({ paperId, tokens, counts }) => ({
    id: paperId,
    counts: textCounts(tokens, counts),
  }));
  const papersWith = await papersWithTerms(db, [
    ...new Set(counted.flatMap(({ counts }) => [...counts.keys()])),
  ]);
  const idfOf = (term: string) => idf(archive.papers, papersWith.get(term) ?? 1);
  const vectorOf = new Map(
    vectors.map(({ paperId, vector }) => [paperId, vector && fromBytes(vector)]),
  );
  return new Map(
    counted.map(({ id, counts }) => [
      id,
      { id, vector: vectorOf.get(id) ?? null, terms: describeTerms(counts, idfOf) },
    ]),
  );
}

export async function titlesOf(db: Db, paperIds: readonly string[]): Promise<Map<string, string>> {
  const papers = await db.paper.findMany({
    where: { id: { in: [...paperIds] } },
    select: { id: true, title: true },
  });
  return new Map(papers.map(({ id, title }) => [id, title]));
}

/** The occurrences of each term in title and abstract, by the term's number. */
function textCounts(tokens: readonly number[], packed: readonly number[]): Map<string, number> {
  const counts = new Map<string, number>();
  tokens.forEach((token, at) => {
    const count = packed[at] ?? 0;
    const inText = (count >> TITLE_SHIFT) + (count & ABSTRACT_MASK);
    if (inText > 0) counts.set(String(Math.floor(token / LEVELS)), inText);
  });
  return counts;
}

async function papersWithTerms(db: Db, terms: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ id: number; papers: number }[]>`
    SELECT wanted."id", sum(s."papers")::int AS papers
    FROM unnest(${terms.map(Number)}::int[]) AS wanted ("id")
    JOIN "SearchSegment" s
      ON s."token" BETWEEN wanted."id" * ${LEVELS}::int AND wanted."id" * ${LEVELS}::int + ${LEVELS - 1}::int
    GROUP BY wanted."id"`;
  return new Map(rows.map(({ id, papers }) => [String(id), papers]));
}
