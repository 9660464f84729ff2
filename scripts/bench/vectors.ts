/** `npm run bench:vectors`: measures semantic search as the archive grows, and keyword search. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalEmbedder } from '@/lib/search/meaning/embedder/local';
import { FUSED_DEPTH } from '@/lib/search/query/fusion';
import { VectorStore } from '@/lib/search/meaning/vectors/store';
import { cosine } from '@/lib/search/meaning/vectors/vector';
import { median, report, rounded, runBench } from './bench';

const bench = 'vectors';
const DIMS = 384;
const SIZES = [10_000, 100_000, 1_000_000];
const INPUT = 40;
const BYTE = 256;
const MEGABYTE = 1_000_000;
/** Rest of the 250 ms of a fused search after keyword search, if they ran in turn. */
const TARGET_MS = 100;
const QUERIES = ['faster inference', 'robots that learn from video', 'what makes a good proof'];

await runBench(async (_dataDir, defer) => {
  for (const size of SIZES) measureStore(size);
  const embedder = createLocalEmbedder(path.join(tmpdir(), 'broadsheet-bench'));
  defer(() => embedder.close());
  await embedder.embed(QUERIES, { kind: 'query' });
  const times: Times = { wall: [], cpu: [] };
  for (let requestCount = 0; requestCount < INPUT; requestCount += 1) {
    const text = QUERIES[requestCount % QUERIES.length] ?? '';
    await timed(times, () => embedder.embed([`${text} ${requestCount}`], { kind: 'query' }));
  }
  reportTimes('query_embedding', times, {});
});

type Times = { wall: number[]; cpu: number[] };

function measureStore(size: number): void {
  const numbers = numbersFrom(size);
  const startBytes = process.memoryUsage.rss();
  const store = new VectorStore(DIMS, size);
  for (let row = 0; row < size; row += 1) store.set(`2503.${row}`, numbers());
  const megabytes = Math.round((process.memoryUsage.rss() - startBytes) / MEGABYTE);
  const times: Times = { wall: [], cpu: [] };
  for (let requestCount = 0; requestCount < INPUT; requestCount += 1) {
    const vector = numbers();
    void timed(times, () => store.nearest(vector, FUSED_DEPTH));
  }
  reportTimes(`search_${size}`, times, { megabytes, baselineCpuMs: baselineCpuMs(size, numbers) });
}

/** The same comparison in plain JavaScript, over a hundredth of the vectors. */
function baselineCpuMs(size: number, numbers: () => Int8Array): number {
  const [part, requests] = [size / 100, numbers()];
  const vectors = Array.from({ length: part }, numbers);
  const cpu = process.cpuUsage();
  for (const vector of vectors) cosine(requests, vector);
  return Math.round(cpuMsSince(cpu) * 100);
}

async function timed(times: Times, work: () => unknown): Promise<void> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const result = work();
  if (result instanceof Promise) await result;
  times.wall.push(performance.now() - startedAt);
  times.cpu.push(cpuMsSince(cpu));
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

function reportTimes(name: string, { wall, cpu }: Times, details: Record<string, number>): void {
  // Runs on one thread, so CPU time equals elapsed time on a free core.
  report(
    { bench, metric: `${name}_cpu_p95_ms`, value: p95(cpu), target: TARGET_MS, better: 'lower' },
    {
      medianCpuMs: rounded(median(cpu)),
      medianMs: rounded(median(wall)),
      p95Ms: rounded(p95(wall)),
      ...details,
    },
  );
}

/** Uniformly random vectors: none is closer than chance, the worst case for comparisons. */
function numbersFrom(seed: number): () => Int8Array {
  let state = seed;
  return () =>
    Int8Array.from({ length: DIMS }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor(state / 2 ** 24) - BYTE / 2;
    });
}
