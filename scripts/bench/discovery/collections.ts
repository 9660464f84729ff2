/** Papers, queries and relevance judgements, from the judged collections and the archive. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readArchive } from '@/lib/ingest/parse/archive';
import type { PaperRecord } from '@/lib/ingest/types';

export type JudgedQuery = {
  text: string;
  /** Relevance by paper; others are irrelevant. */
  relevant: ReadonlyMap<string, number>;
};
export type Collection = { name: string; papers: PaperRecord[]; queries: JudgedQuery[] };

const judgedPaper = z.object({ _id: z.string(), title: z.string(), text: z.string() });
const judgedQuery = z.object({ _id: z.string(), text: z.string() });
const knownItem = z.object({ query: z.string(), relevant: z.array(z.string()) });
/** A placeholder, because a paper must have a title. */
const UNTITLED = 'Untitled';

const seedPaper = z.object({ title: z.string(), abstract: z.string() });

export async function readJudged(
  dataDir: string,
  { name, folder, part }: { name: string; folder: string; part?: string },
): Promise<Collection> {
  const home = path.join(dataDir, 'retrieval', folder);
  const suffix = part ? `.${part}` : '';
  const [papers, queries, judgements] = await Promise.all([
    readLines(path.join(home, 'corpus.jsonl'), judgedPaper),
    readLines(path.join(home, `queries${suffix}.jsonl`), judgedQuery),
    readJudgements(path.join(home, `qrels${suffix}.tsv`)),
  ]);
  return {
    name,
    papers: papers.map(({ _id, title, text }) => paperOf({ id: _id, title, abstract: text })),
    queries: queries.map(({ _id, text }) => ({
      text,
      relevant: judgements.get(_id) ?? new Map<string, number>(),
    })),
  };
}

/** Finds abstracts by one-line summaries, among all papers of the archive. */
export async function readKnownItems(dataDir: string): Promise<Collection> {
  const file = path.join(dataDir, 'retrieval/hf-known-item/queries.jsonl');
  const items = await readLines(file, knownItem);
  return {
    name: 'known_item',
    papers: await archivePapers(dataDir),
    queries: items.map(({ query, relevant }) => ({
      text: query,
      relevant: new Map(relevant.map((id) => [id, 1])),
    })),
  };
}

/** Finds the seed's abstracts, without titles, by their titles. */
export async function readSeed(dataDir: string): Promise<Collection> {
  const text = await readFile(path.join(dataDir, 'seed/seed-papers.json'), 'utf8');
  const seed = z.array(seedPaper).parse(JSON.parse(text));
  return {
    name: 'seed_titles',
    papers: seed.map(({ abstract }, at) => paperOf({ id: idOf(at), title: UNTITLED, abstract })),
    queries: seed.map(({ title }, at) => ({ text: title, relevant: new Map([[idOf(at), 1]]) })),
  };
}

const idOf = (at: number) => `x-seed-${at}`;

/** Finds the seed's abstracts among all abstracts of the archive. */
export async function amongArchive(dataDir: string, seed: Collection): Promise<Collection> {
  // Excludes papers of the archive that the seed has too; abstracts differ in line breaks only.
  const known = new Set(seed.queries.map(({ text }) => lettersOf(text)));
  const others = (await archivePapers(dataDir)).filter(({ title }) => !known.has(lettersOf(title)));
  const untitled = others.map((paper) => ({ ...paper, title: UNTITLED, authors: [] }));
  return { ...seed, name: `${seed.name}_in_archive`, papers: [...seed.papers, ...untitled] };
}

function lettersOf(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Each paper of the archive once, in its last version. */
async function archivePapers(dataDir: string): Promise<PaperRecord[]> {
  const papers = new Map<string, PaperRecord>();
  for await (const row of readArchive(path.join(dataDir, 'hf/daily-papers.jsonl')))
    if ('record' in row) papers.set(row.record.paper.id, row.record.paper);
  return [...papers.values()];
}

function paperOf(facts: Pick<PaperRecord, 'id' | 'title' | 'abstract'>): PaperRecord {
  return {
    version: null,
    source: 'arxiv',
    authors: [],
    categories: [],
    primaryCategory: null,
    publishedAt: null,
    publishedOn: '2020-01-01',
    updatedAt: null,
    withdrawn: false,
    doi: null,
    comment: null,
    journalRef: null,
    ...facts,
  };
}

async function readLines<T>(file: string, shape: z.ZodType<T>): Promise<T[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => shape.parse(JSON.parse(line)));
}

async function readJudgements(file: string): Promise<Map<string, Map<string, number>>> {
  const judgements = new Map<string, Map<string, number>>();
  const [, ...lines] = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  for (const line of lines) {
    const [query = '', paper = '', grade] = line.split('\t');
    judgements.set(query, (judgements.get(query) ?? new Map()).set(paper, Number(grade)));
  }
  return judgements;
}
