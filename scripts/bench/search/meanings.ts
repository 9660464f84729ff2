/**
 * Vectors of the generated papers: those of a thousand titles by the local model, each with random
 * noise, so that a query has some near papers and many far ones.
 */
import type pg from 'pg';
import { createLocalEmbedder } from '@/lib/search/meaning/embedder/local';
import { toInt8 } from '@/lib/search/meaning/vectors/vector';
import type { Defer } from '../bench';
import type { BenchDatabase } from '../database';
import { seededRandom } from './vocabulary';

export const MEANT_TITLES = 1_000;
const BATCH = 50;
const ROWS_A_STATEMENT = 5_000;
const INT8_MAX = 127;
/** Gives a cosine of about 0.8 to the title. */
const NOISE = 100;
const SEED = 15;

export class Meanings {
  readonly #client: pg.Client;
  readonly #embedder: string;
  readonly #titles: readonly Int8Array[];
  readonly #random = seededRandom(SEED);
  #papers = 0;

  private constructor(client: pg.Client, embedder: string, titles: readonly Int8Array[]) {
    this.#client = client;
    this.#embedder = embedder;
    this.#titles = titles;
  }

  /** `titles` are of the first papers; the model's file is in `folder`. */
  static async open(
    defer: Defer,
    database: BenchDatabase,
    { titles, folder }: { titles: readonly string[]; folder: string },
  ): Promise<Meanings> {
    const client = await database.connect();
    await client.query(`SET session_replication_role = replica; SET synchronous_commit = off`);
    await client.query('ALTER TABLE "Embedding" SET UNLOGGED');
    const embedder = createLocalEmbedder(folder);
    defer(() => embedder.close());
    const vectors: Int8Array[] = [];
    for (let from = 0; from < titles.length; from += BATCH) {
      const some = titles.slice(from, from + BATCH);
      vectors.push(...(await embedder.embed(some, { kind: 'paper' })).map(toInt8));
    }
    await database.db.embedder.create({
      data: { id: embedder.id, dims: embedder.dims, state: 'active' },
    });
    return new Meanings(client, embedder.id, vectors);
  }

  /** Adds vectors up to a total. */
  async growTo(papers: number): Promise<void> {
    let writing: Promise<unknown> = Promise.resolve();
    while (this.#papers < papers) {
      const first = this.#papers;
      this.#papers = Math.min(papers, first + ROWS_A_STATEMENT);
      const numbers = Array.from({ length: this.#papers - first }, (_, at) => first + at);
      const values = [
        numbers.map((number) => `x-${number}`),
        numbers.map((number) => Buffer.from(this.#vectorOf(number).buffer)),
        this.#embedder,
      ];
      // Generates the next batch during this insert.
      await writing;
      writing = this.#client.query(
        `INSERT INTO "Embedding" ("paperId", "embedder", "textHash", "vector")
         SELECT id, $3, '', vector FROM unnest($1::text[], $2::bytea[]) r (id, vector)`,
        values,
      );
    }
    await writing;
    await this.#client.query('VACUUM (ANALYZE) "Embedding"');
  }

  #vectorOf(number: number): Int8Array {
    const title = this.#titles[number % this.#titles.length] ?? new Int8Array();
    return title.map((value) => {
      const noisy = Math.round(value + (this.#random() - 0.5) * NOISE);
      return Math.max(-INT8_MAX, Math.min(INT8_MAX, noisy));
    });
  }
}
