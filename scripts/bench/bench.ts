/** Helpers for every benchmark: printing figures, and cleaning up. */
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePrograms } from '@/scripts/serve/programs.mjs';

export type Metric = {
  bench: string;
  metric: string;
  value: number;
  /** Null for a figure without a target. */
  target: number | null;
  better: 'higher' | 'lower';
};
/** Further fields of a figure's line, such as its baseline. */
type Details = Record<string, string | number | readonly (string | number)[]>;

/** Registers a cleanup; cleanups run in reverse order. */
export type Defer = (ending: () => unknown) => void;

const USAGE = 'Usage: npm run bench[:name] -- [--data DIR]\n';

/** Runs a benchmark. A missed target doesn't fail; a benchmark that can't run exits 1. */
export async function runBench(work: (dataDir: string, defer: Defer) => Promise<void>) {
  const endings: (() => unknown)[] = [];
  const interrupted = Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  try {
    await ensurePrograms();
    const running = work(readDataDir(), (ending) => endings.push(ending));
    await Promise.race([
      running,
      interrupted.then(() => Promise.reject(new Error('Interrupted.'))),
    ]);
  } catch (error) {
    note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exitCode = 1;
  }
  for (const ending of endings.toReversed()) await ending();
  process.exit();
}

/** Prints one line of JSON. Standard output has nothing else. */
export function report(metric: Metric, details: Details = {}, isReached = meetsTarget(metric)) {
  const line = { ...metric, value: rounded(metric.value), ok: isReached, ...details };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function meetsTarget({ value, target, better }: Metric): boolean {
  if (target === null) return true;
  return better === 'higher' ? value >= target : value <= target;
}

/** Prints progress for people. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const around = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return around.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0) / around.length;
}

export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1_000;
}

/** Three significant digits; integers stay exact. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3));
}

function readDataDir(): string {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' } } });
    return path.resolve(values.data ?? '../shared/data');
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
}
