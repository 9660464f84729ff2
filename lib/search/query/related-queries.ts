/** Finds papers related to a paper: by its most specific words, and by meaning. */
import type { Database, Db } from '@/lib/db/client';
import { log } from '@/lib/log';
import { CARD_AUTHORS } from '@/lib/papers/queries';
import { nearestToPaper } from '../meaning/nearest';
import { FIELDS, idf, K1 } from '../words/bm25';
import { documentOf } from '../words/document';
import { fuse, FUSED_DEPTH, type Ranked } from './fusion';
import type { Question } from './conditions';
import { rankByWords } from '../words/rank-queries';
import { inSearchTurn } from './turns';
import { readArchive, readTerms } from '../words/vocabulary-queries';

/** Measured on CSFCube: words alone 0.529, meaning alone 0.552, with this weight 0.579. */
export const RELATED_WEIGHTS = { lexical: 0.3, dense: 0.7 } as const;
/** Further terms of a paper are too common. */
const TELLING_TERMS = 24;

export type RelatedPaper = {
  id: string;
  title: string;
  authors: string[];
  authorCount: number;
  publishedOn: string;
};

type Text = { id: string; title: string; abstract: string };

/** The papers most similar to `paper`, best first. Throws unavailable under overload. */
export function relatedPapers(db: Database, paper: Text, limit: number): Promise<RelatedPaper[]> {
  return inSearchTurn(() => findRelated(db, paper, limit));
}

async function findRelated(db: Database, paper: Text, limit: number): Promise<RelatedPaper[]> {
  const [lexical, dense] = await Promise.all([
    rankBySameWords(db, paper).catch((error: unknown) => {
      // A failure here must not fail the paper's page.
      log.warn({ err: error, paper: paper.id }, 'related papers could not be found by their words');
      return [];
    }),
    nearestToPaper(db, paper.id, FUSED_DEPTH),
  ]);
  const ranked = fuse(lexical, dense.ok ? dense.ranked : [], RELATED_WEIGHTS);
  const far = dense.ok ? farPapers(dense) : new Set<string>();
  const ids = ranked.map(({ id }) => id).filter((id) => !far.has(id));
  return shortCards(db, ids, limit);
}

/** Minimum similarity, because in a small archive even the nearest may be unrelated. */
function farPapers({ ranked, leastLikeness }: { ranked: Ranked[]; leastLikeness: number | null }) {
  const far = ranked.filter(({ score }) => score < (leastLikeness ?? Number.NEGATIVE_INFINITY));
  return new Set(far.map(({ id }) => id));
}

/** By BM25 of the paper's most specific terms. */
export async function rankBySameWords(
  db: Database,
  paper: Text,
  limit = FUSED_DEPTH,
): Promise<Ranked[]> {
  const archive = await readArchive(db);
  const { terms } = documentOf({
    ...paper,
    authors: [],
    categories: [],
    publishedOn: '',
    hasCode: false,
  });
  const words = terms.filter(({ counts }) => counts.title + counts.abstract > 0);
  const known = await readTerms(
    db,
    words.map(({ term }) => term),
  );
  const telling = words
    .flatMap(({ term, word, counts }) => {
      const papers = known.get(term)?.papers ?? 0;
      const often = FIELDS.title.weight * counts.title + counts.abstract;
      const worth = idf(archive.papers, papers) * (often / (K1 + often));
      // A term without another paper finds only this one.
      return papers > 1 ? [{ term, word, worth }] : [];
    })
    .sort((one, other) => other.worth - one.worth)
    .slice(0, TELLING_TERMS);
  const question: Question = {
    terms: telling.map(({ term, word }, place) => ({ term, word, places: [place] })),
    places: telling.length,
    required: new Set(),
    phrases: [],
    authors: [],
    facts: [],
    after: null,
    before: null,
    without: { terms: [], phrases: [], authors: [] },
  };
  if (telling.length === 0) return [];
  const ranked = await rankByWords(
    db,
    question,
    { ...archive, terms: known, months: [] },
    { limit: limit + 1 },
  );
  return ranked.filter(({ id }) => id !== paper.id);
}

/** The first `limit` visible papers, in the order of `ids`. */
async function shortCards(db: Db, ids: string[], limit: number): Promise<RelatedPaper[]> {
  return db.$queryRaw`
    SELECT p."id", p."title", p."authorCount", to_char(p."publishedOn", 'YYYY-MM-DD') AS "publishedOn",
      ARRAY(
        SELECT a."name" FROM "PaperAuthor" a
        WHERE a."paperId" = p."id" AND a."position" < ${CARD_AUTHORS} ORDER BY a."position"
      ) AS "authors"
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS asked ("id", "at")
    JOIN "Paper" p ON p."id" = asked."id" AND p."hiddenAt" IS NULL AND NOT p."withdrawn"
    ORDER BY asked."at" LIMIT ${limit}`;
}
