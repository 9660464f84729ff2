/** Writes papers and their authors: creates new ones, merges known ones. */
import { isDeepStrictEqual } from 'node:util';
import type { Transaction } from '@/lib/db/client';
import { toUtcDate } from '@/lib/calendar';
import type { PaperFacts } from '@/lib/papers/fields';
import { topicsOf, type TopicWords } from '@/lib/papers/topics/matching';
import { indexPapers } from '@/lib/search/words/index-commands';
import { mergeFacts } from './merge-rules';
import { findFacts, lockPapers } from '../queries';

/** Rows of PaperAuthor in a statement; five values each stay well under Postgres' 32,767. */
const AUTHORS_A_STATEMENT = 5_000;

export type Changes = {
  created: string[];
  updated: string[];
  /** Topics and authors' names of these papers, before and after. */
  topics: Set<string>;
  authors: Set<string>;
};

type Incoming = {
  incoming: Map<string, PaperFacts>;
  topics: readonly TopicWords[];
  /** Ids of late records: merged as if they had arrived before the stored ones. */
  late?: ReadonlySet<string>;
};

export async function mergePapers(
  tx: Transaction,
  { incoming, topics, late }: Incoming,
): Promise<Changes> {
  const ids = [...incoming.keys()];
  await lockPapers(tx, ids);
  const known = await findFacts(tx, ids);
  const created = new Map<string, PaperFacts>();
  const updated: string[] = [];
  const touched: PaperFacts[] = [];
  for (const [id, news] of incoming) {
    const before = known.get(id);
    if (!before) {
      created.set(id, news);
      continue;
    }
    const after = late?.has(id) ? mergeFacts(news, before) : mergeFacts(before, news);
    if (isDeepStrictEqual(before, after)) continue;
    await tx.paper.update({ where: { id }, data: columnsOf(after, topics) });
    if (!isDeepStrictEqual(before.authors, after.authors)) await replaceAuthors(tx, id, after);
    updated.push(id);
    touched.push(before, after);
  }
  await indexPapers(tx, updated);
  await createPapers(tx, created, topics);
  touched.push(...created.values());
  return {
    created: [...created.keys()],
    updated,
    topics: new Set(touched.flatMap((facts) => topicsOf(facts, topics))),
    authors: new Set(touched.flatMap(({ authors }) => authors.map(({ name }) => name))),
  };
}

export async function createPapers(
  tx: Transaction,
  papers: Map<string, PaperFacts>,
  topics: readonly TopicWords[],
): Promise<void> {
  await tx.paper.createMany({
    data: [...papers].map(([id, facts]) => ({ id, ...columnsOf(facts, topics) })),
    skipDuplicates: true,
  });
  const authors = [...papers].flatMap(([id, facts]) => authorRows(id, facts));
  for (let from = 0; from < authors.length; from += AUTHORS_A_STATEMENT) {
    const data = authors.slice(from, from + AUTHORS_A_STATEMENT);
    await tx.paperAuthor.createMany({ data, skipDuplicates: true });
  }
  await indexPapers(tx, [...papers.keys()]);
}

async function replaceAuthors(tx: Transaction, id: string, facts: PaperFacts): Promise<void> {
  await tx.paperAuthor.deleteMany({ where: { paperId: id } });
  await tx.paperAuthor.createMany({ data: authorRows(id, facts) });
}

function authorRows(paperId: string, { authors }: PaperFacts) {
  return authors.map((author, position) => ({ paperId, position, ...author }));
}

function columnsOf({ authors, ...facts }: PaperFacts, topics: readonly TopicWords[]) {
  return {
    ...facts,
    publishedOn: toUtcDate(facts.publishedOn),
    authorCount: authors.length,
    topics: topicsOf(facts, topics),
  };
}
