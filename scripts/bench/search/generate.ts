/**
 * Generates papers by the hundred thousand: a title of nine words, an abstract of two halves, three
 * authors. Tokenizes each half once and adds the counts, which equals tokenizing the whole;
 * production's functions make levels and rows.
 */
import type pg from 'pg';
import { levelOf } from '@/lib/search/words/bm25';
import { monthTerm, packCounts, tokenOf } from '@/lib/search/words/document';
import type { BenchDatabase } from '../database';
import { seededRandom, zipfRank, type Word } from './vocabulary';

const TITLE_WORDS = 9;
const HALF_WORDS = 62;
const PARTS = 30_000;
const AUTHORS = 3;
const SURNAMES = 20_000;
const ROWS_A_STATEMENT = 2_000;
const MONTHS = 240;
const SEED = 14;

type Part = { text: string; counts: Map<number, number>; length: number };
type Parts = { titles: Part[]; halves: Part[]; months: number[] };

export class Generator {
  readonly #client: pg.Client;
  readonly #words: readonly Word[];
  #parts: Parts | null = null;
  #papers = 0;
  readonly #lengths = { title: 0, abstract: 0, authors: 0 };
  readonly #segments = new Map<number, number>();

  constructor(client: pg.Client, words: readonly Word[]) {
    this.#client = client;
    this.#words = words;
  }

  static async open(database: BenchDatabase, words: readonly Word[]): Promise<Generator> {
    const client = await database.connect();
    await client.query(`SET session_replication_role = replica; SET maintenance_work_mem = '1GB';
      SET synchronous_commit = off`);
    // Creates only the indexes that searches use, because others slow the bulk insert.
    const { rows } = await client.query<{ drop: string }>(`
      SELECT 'DROP INDEX ' || i.indexrelid::regclass AS drop FROM pg_index i
      WHERE i.indrelid::regclass::text IN ('"Paper"', '"PaperAuthor"')
        AND NOT i.indisprimary AND NOT i.indisunique`);
    for (const { drop } of rows) await client.query(drop);
    // Temporary data needs no WAL.
    await client.query('ALTER TABLE "PaperAuthor" SET UNLOGGED');
    await client.query('ALTER TABLE "SearchDocument" SET UNLOGGED');
    const generator = new Generator(client, words);
    await generator.#writeVocabulary();
    return generator;
  }

  /** Titles of the first papers. */
  titles(count: number): string[] {
    this.#parts ??= this.#makeParts();
    return this.#parts.titles.slice(0, count).map(({ text }) => text);
  }

  /** Adds papers up to a total, and recreates the indexes. */
  async growTo(papers: number): Promise<void> {
    const client = this.#client;
    this.#parts ??= this.#makeParts();
    await client.query('DROP INDEX "SearchDocument_tokens_idx"');
    for (const table of ['PaperAuthor', 'SearchDocument'])
      await client.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${table}_pkey"`);
    let writing: Promise<unknown> = Promise.resolve();
    while (this.#papers < papers) {
      const rows = this.#rows(Math.min(ROWS_A_STATEMENT, papers - this.#papers));
      // Generates the next batch during this insert.
      await writing;
      writing = write(client, rows);
    }
    await writing;
    await client.query('ALTER TABLE "PaperAuthor" ADD PRIMARY KEY ("paperId", "position")');
    await client.query('ALTER TABLE "SearchDocument" ADD PRIMARY KEY ("paperId")');
    await client.query(`CREATE INDEX "SearchDocument_tokens_idx" ON "SearchDocument"
      USING gin ("tokens") WITH (gin_pending_list_limit = 512)`);
    await this.#writeCounts();
    await client.query(
      'VACUUM (ANALYZE) "Paper", "PaperAuthor", "SearchDocument", "SearchSegment"',
    );
  }

  async #writeVocabulary(): Promise<void> {
    const months = Array.from({ length: MONTHS }, (_, at) => monthTerm(monthOf(at)));
    const terms = [...this.#words.map(({ term }) => term), ...months];
    const words = [...this.#words.map(({ word }) => word), ...months];
    await this.#client.query(
      `INSERT INTO "SearchTerm" ("id", "term", "word")
       SELECT number, term, word FROM unnest($1::text[], $2::text[]) WITH ORDINALITY t (term, word, number)`,
      [terms, words],
    );
    await this.#client.query('VACUUM (ANALYZE) "SearchTerm"');
  }

  #makeParts(): Parts {
    const random = seededRandom(SEED);
    const part = (length: number): Part => {
      const ranks = Array.from({ length }, () => zipfRank(this.#words.length, random));
      const counts = new Map<number, number>();
      for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1);
      return { text: ranks.map((rank) => this.#words[rank]?.word).join(' '), counts, length };
    };
    return {
      titles: Array.from({ length: PARTS }, () => part(TITLE_WORDS)),
      halves: Array.from({ length: PARTS }, () => part(HALF_WORDS)),
      months: Array.from({ length: MONTHS }, (_, at) => this.#words.length + at + 1),
    };
  }

  #rows(count: number): Rows {
    const rows: Rows = { ids: [], titles: [], abstracts: [], days: [], tokens: [], counts: [] };
    for (let added = 0; added < count; added += 1) this.#addRow(rows, this.#papers + added);
    this.#papers += count;
    return rows;
  }

  #addRow(rows: Rows, number: number): void {
    const { titles, halves, months } = this.#parts ?? this.#makeParts();
    const title = titles[number % PARTS]!;
    const one = halves[(number * 7_919) % PARTS]!;
    const other = halves[(number * 104_729 + Math.floor(number / PARTS) + 1) % PARTS]!;
    const lengths = { title: TITLE_WORDS, abstract: 2 * HALF_WORDS, authors: 2 * AUTHORS };
    const inAbstract = new Map(one.counts);
    for (const [rank, count] of other.counts)
      inAbstract.set(rank, (inAbstract.get(rank) ?? 0) + count);
    const postings: [token: number, counts: number][] = [];
    for (const rank of new Set([...title.counts.keys(), ...inAbstract.keys()])) {
      const counts = {
        title: title.counts.get(rank) ?? 0,
        abstract: inAbstract.get(rank) ?? 0,
        authors: 0,
      };
      postings.push([tokenOf(rank + 1, levelOf(counts, lengths)), packCounts(counts)]);
    }
    const month = number % MONTHS;
    postings.push([tokenOf(months[month]!, 0), 0]);
    postings.sort(([a], [b]) => a - b);
    for (const [token] of postings) this.#segments.set(token, (this.#segments.get(token) ?? 0) + 1);
    for (const field of ['title', 'abstract', 'authors'] as const)
      this.#lengths[field] += lengths[field];
    rows.ids.push(`x-${number}`);
    rows.titles.push(title.text);
    rows.abstracts.push(`${one.text}. ${other.text}`);
    rows.days.push(`${monthOf(month)}-${String((number % 28) + 1).padStart(2, '0')}`);
    rows.tokens.push(`{${postings.map(([token]) => token).join()}}`);
    rows.counts.push(`{${postings.map(([, counts]) => counts).join()}}`);
  }

  async #writeCounts(): Promise<void> {
    const { title, abstract, authors } = this.#lengths;
    await this.#client.query('TRUNCATE "SearchSegment", "SearchTotals"');
    await this.#client.query(
      'INSERT INTO "SearchSegment" SELECT * FROM unnest($1::int[], $2::int[])',
      [[...this.#segments.keys()], [...this.#segments.values()]],
    );
    const totals = [this.#papers, title, abstract, authors];
    await this.#client.query('INSERT INTO "SearchTotals" VALUES (1, $1, $2, $3, $4)', totals);
  }
}

type Rows = Record<'ids' | 'titles' | 'abstracts' | 'days' | 'tokens' | 'counts', string[]>;

async function write(client: pg.Client, rows: Rows): Promise<void> {
  await client.query(
    `INSERT INTO "Paper" ("id", "source", "title", "abstract", "abstractSource", "authorCount", "categories",
       "primaryCategory", "topics", "publishedOn", "votes")
     SELECT id, 'arxiv', title, abstract, 'arxiv', ${AUTHORS}, '{cs.LG}', 'cs.LG', '{}', day, length(title) % 40
     FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) r (id, title, abstract, day)`,
    [rows.ids, rows.titles, rows.abstracts, rows.days],
  );
  await client.query(
    `INSERT INTO "PaperAuthor" ("paperId", "position", "name")
     SELECT id, position, 'Author ' || abs(hashtext(id || position)) % ${SURNAMES}
     FROM unnest($1::text[]) id, generate_series(0, ${AUTHORS - 1}) position`,
    [rows.ids],
  );
  await client.query(
    `INSERT INTO "SearchDocument" ("paperId", "publishedOn", "titleLength", "abstractLength",
       "authorsLength", "tokens", "counts")
     SELECT id, day, ${TITLE_WORDS}, ${2 * HALF_WORDS}, ${2 * AUTHORS}, tokens::int[], counts::smallint[]
     FROM unnest($1::text[], $2::date[], $3::text[], $4::text[]) r (id, day, tokens, counts)`,
    [rows.ids, rows.days, rows.tokens, rows.counts],
  );
}

function monthOf(at: number): string {
  return `${2005 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
