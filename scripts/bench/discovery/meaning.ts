/** Semantic search as in production, in memory: the local model and the vectors of papers. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createLocalEmbedder } from '@/lib/search/meaning/embedder/local';
import { textToEmbed, type Embedder, type EmbedKind } from '@/lib/search/meaning/embedder/types';
import type { Ranked } from '@/lib/search/query/fusion';
import { VectorStore } from '@/lib/search/meaning/vectors/store';
import { toInt8, unitVector } from '@/lib/search/meaning/vectors/vector';
import { note, report, secondsSince, type Defer } from '../bench';

type Paper = { id: string; title: string; abstract: string };

/** Vectors of earlier runs, because computing all of them takes minutes. */
const KEPT = path.join(tmpdir(), 'broadsheet-bench');
const BATCH = 64;
const EXACT_ROWS = 1_000_000;
const MEASURED_ABSTRACTS = 128;
/** About 256 tokens, where the model truncates. */
const READ_CHARS = 1_200;

export class Meaning {
  readonly #embedder: Embedder;

  constructor(defer: Defer) {
    mkdirSync(KEPT, { recursive: true });
    this.#embedder = createLocalEmbedder(KEPT);
    defer(() => this.#embedder.close());
  }

  /** Embeds texts, reusing the vectors of an earlier run. */
  async embed(name: string, kind: EmbedKind, texts: readonly string[]): Promise<Int8Array[]> {
    const { id, dims } = this.#embedder;
    const hash = createHash('sha256')
      .update(JSON.stringify([id, texts]))
      .digest('hex');
    const file = path.join(KEPT, `${hash}.int8`);
    if (!existsSync(file)) {
      note(`${name}: embedding ${texts.length} texts`);
      const startedAt = performance.now();
      const vectors = await this.#embedAll(kind, texts);
      writeFileSync(file, Buffer.concat(vectors.map(({ buffer }) => new Uint8Array(buffer))));
      note(`${name}: embedded in ${secondsSince(startedAt).toFixed(0)} s`);
    }
    const bytes = readFileSync(file);
    return texts.map((_, row) => new Int8Array(bytes.buffer, bytes.byteOffset + row * dims, dims));
  }

  async #embedAll(kind: EmbedKind, texts: readonly string[]): Promise<Int8Array[]> {
    const vectors: Int8Array[] = [];
    for (let from = 0; from < texts.length; from += BATCH) {
      const made = await this.#embedder.embed(texts.slice(from, from + BATCH), { kind });
      vectors.push(...made.map(toInt8));
    }
    return vectors;
  }

  async papers(name: string, papers: readonly Paper[]): Promise<Map<string, Int8Array>> {
    const vectors = await this.embed(name, 'paper', papers.map(textToEmbed));
    return new Map(papers.map(({ id }, at) => [id, vectors[at] ?? new Int8Array()]));
  }

  /** For papers longer than the model's limit: the mean vector of the first part and the rest. */
  async wholes(
    name: string,
    papers: readonly Paper[],
    vectors: ReadonlyMap<string, Int8Array>,
  ): Promise<Map<string, Int8Array>> {
    const long = papers.filter((paper) => textToEmbed(paper).length > READ_CHARS);
    const rests = long.map((paper) => textToEmbed(paper).slice(READ_CHARS));
    const read = await this.embed(`${name}, the ends of abstracts`, 'paper', rests);
    return new Map(
      long.map(({ id }, at) => {
        const [begin, end] = [vectors.get(id), read[at]].map((vector) => unitVector(vector ?? []));
        return [id, toInt8(Float32Array.from(begin ?? [], (value, i) => value + (end?.[i] ?? 0)))];
      }),
    );
  }

  /** Embedding speed on one core, and whether the calling thread stays responsive. */
  async reportRate(bench: string, papers: readonly Paper[]): Promise<void> {
    const texts = papers.slice(0, MEASURED_ABSTRACTS).map(textToEmbed);
    await this.#embedAll('paper', texts.slice(0, BATCH));
    const [cpu, loop, startedAt] = [
      process.cpuUsage(),
      performance.eventLoopUtilization(),
      performance.now(),
    ];
    await this.#embedAll('paper', texts);
    const { user, system } = process.cpuUsage(cpu);
    const wallSeconds = secondsSince(startedAt);
    report(
      {
        bench,
        metric: 'abstracts_per_core_second',
        value: texts.length / ((user + system) / 1_000_000),
        target: 10,
        better: 'higher',
      },
      { perWallSecond: Number((texts.length / wallSeconds).toPrecision(3)) },
    );
    const { utilization } = performance.eventLoopUtilization(loop);
    report({
      bench,
      metric: 'asking_thread_busy_share',
      value: utilization,
      target: 0.1,
      better: 'lower',
    });
  }
}

/** The vector search of the production thread, over some papers. */
export function searcherOf(vectors: ReadonlyMap<string, Int8Array>) {
  const [first] = vectors.values();
  const store = new VectorStore(first?.length ?? 0, EXACT_ROWS);
  for (const [id, vector] of vectors) store.set(id, vector);
  return (vector: Int8Array, limit: number): Ranked[] => store.nearest(vector, limit);
}
