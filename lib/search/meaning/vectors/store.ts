/**
 * Holds vectors in memory and searches them with usearch: exactly up to a number of vectors, and
 * beyond that the oldest in a graph that finds nearly all of the nearest. Without usearch, plain
 * code compares all of them.
 */
import { createRequire } from 'node:module';
import type { Ranked } from '@/lib/search/query/fusion';
import { log } from '@/lib/log';
import { nearestRows, type Found } from './plain-scan';

type Library = typeof import('usearch');

/** Null where usearch has no binary for this platform, or isn't installed. */
const usearch = loadLibrary();

function loadLibrary(): Library | null {
  try {
    // CommonJS, because the other form finds its binary by a stack trace, which some runners change.
    return createRequire(import.meta.url)('usearch') as Library;
  } catch (error) {
    log.info({ err: error }, 'usearch is missing; vectors are compared in plain code');
    return null;
  }
}

/** Rows that are allocated, and moved into the graph, together. */
const BLOCK_ROWS = 16_384;
/** Neighbours of a vector in the graph, and the widths of adding and searching. */
const CONNECTIVITY = 16;
const EXPANSION_ADD = 64;
const EXPANSION_SEARCH = 400;
/** Work between two searches, of some ten milliseconds. */
const ROWS_A_STEP = 32;

type Block = { firstRow: number; rows: number; values: Int8Array };

export class VectorStore {
  readonly #dims: number;
  readonly #exactRows: number;
  readonly #blockRows: number;
  readonly #library: Library | null;
  readonly #blocks: Block[] = [];
  readonly #rowOf = new Map<string, number>();
  /** Id of a row's vector; null after its vector was replaced or removed. */
  readonly #idOf: (string | null)[] = [];
  #graph: InstanceType<Library['Index']> | null = null;
  /** Rows of the oldest block that are already in the graph. */
  #moved = 0;
  /** Rows without an id that a search still finds. */
  #stale = 0;

  constructor(dims: number, exactRows: number, blockRows = BLOCK_ROWS, library = usearch) {
    this.#dims = dims;
    this.#exactRows = exactRows;
    this.#blockRows = blockRows;
    this.#library = library;
  }

  get size(): number {
    return this.#rowOf.size;
  }

  /** Adds a vector, or replaces the id's vector. */
  set(id: string, vector: Int8Array): void {
    if (vector.length !== this.#dims) throw new Error(`${id} has ${vector.length} dimensions.`);
    const old = this.#rowOf.get(id);
    const place = old === undefined ? null : this.#placeOf(old);
    if (place) {
      place.block.values.set(vector, place.row * this.#dims);
      return;
    }
    this.delete(id);
    const row = this.#idOf.length;
    let block = this.#blocks.at(-1);
    if (!block || block.rows === this.#blockRows) {
      const values = new Int8Array(this.#blockRows * this.#dims);
      block = { firstRow: row, rows: 0, values };
      this.#blocks.push(block);
    }
    block.values.set(vector, block.rows * this.#dims);
    block.rows += 1;
    this.#idOf.push(id);
    this.#rowOf.set(id, row);
  }

  delete(id: string): void {
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#idOf[row] = null;
    this.#rowOf.delete(id);
    this.#stale += 1;
  }

  /** Place where a row's vector can be overwritten; null once the graph has it. */
  #placeOf(row: number): { block: Block; row: number } | null {
    const oldest = this.#blocks[0]?.firstRow ?? 0;
    if (row < oldest + this.#moved) return null;
    const block = this.#blocks[Math.floor((row - oldest) / this.#blockRows)];
    return block ? { block, row: row - block.firstRow } : null;
  }

  /** The nearest by cosine, best first. */
  nearest(query: Int8Array, limit: number): Ranked[] {
    // Copied, because usearch reads a view from the beginning of its buffer.
    const vector = query.slice();
    const best = new Map<number, number>();
    const wanted = limit + Math.min(this.#stale, limit);
    for (const block of this.#blocks) this.#searchBlock(block, vector, wanted, best);
    if (this.#graph && this.#graph.size() > 0) {
      const found = this.#graph.search(vector, wanted, 1);
      found.keys.forEach((row, at) => best.set(Number(row), 1 - (found.distances[at] ?? 1)));
    }
    return [...best]
      .flatMap(([row, score]) => {
        const id = this.#idOf[row];
        return id ? [{ id, score }] : [];
      })
      .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
      .slice(0, limit);
  }

  #searchBlock(block: Block, vector: Int8Array, limit: number, best: Map<number, number>): void {
    const values = block.values.subarray(0, block.rows * this.#dims);
    for (const { row, score } of this.#scan(values, vector, Math.min(limit, block.rows))) {
      best.set(block.firstRow + row, score);
    }
  }

  #scan(values: Int8Array, vector: Int8Array, limit: number): Found[] {
    if (!this.#library) return nearestRows(values, vector, limit);
    const { exactSearch, MetricKind } = this.#library;
    const found = exactSearch(values, vector, this.#dims, limit, MetricKind.Cos, 1);
    if (!('distances' in found)) return [];
    return [...found.keys].map((row, at) => ({
      row: Number(row),
      score: 1 - (found.distances[at] ?? 1),
    }));
  }

  /**
   * Moves some of the oldest rows into the graph if there are more than are searched exactly; true
   * while more are left. Never without usearch, which builds the graph.
   */
  settle(): boolean {
    if (!this.#library) return false;
    const { Index, MetricKind, ScalarKind } = this.#library;
    const [oldest] = this.#blocks;
    const inBlocks = this.#idOf.length - (oldest?.firstRow ?? 0);
    if (!oldest || oldest.rows < this.#blockRows || inBlocks <= this.#exactRows) return false;
    this.#graph ??= new Index({
      dimensions: this.#dims,
      metric: MetricKind.Cos,
      quantization: ScalarKind.I8,
      connectivity: CONNECTIVITY,
      expansion_add: EXPANSION_ADD,
      expansion_search: EXPANSION_SEARCH,
      multi: false,
    });
    const end = Math.min(this.#moved + ROWS_A_STEP, oldest.rows);
    const keys = BigUint64Array.from({ length: end - this.#moved }, (_, at) =>
      BigInt(oldest.firstRow + this.#moved + at),
    );
    this.#graph.add(keys, oldest.values.slice(this.#moved * this.#dims, end * this.#dims), 1);
    this.#moved = end;
    if (end === oldest.rows) {
      this.#blocks.shift();
      this.#moved = 0;
    }
    return true;
  }
}
