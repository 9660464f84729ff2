/**
 * `npm run mutate -- lib/votes`: puts small faults into a folder's code, one at a time, and counts
 * those that a test notices. An unnoticed fault is a gap in the tests, or changes nothing.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { below, seededRandom } from './bench/votes/random';
import { importersByFile, testsOf } from './mutate/dependents';
import { mutantsOf, withMutant, type Mutant } from './mutate/mutants';
import type { TestAnswer, TestRequest } from './mutate/run-tests';

const USAGE =
  'npm run mutate -- FOLDER [--sample 40] [--seed 1] [--tests 12] [--timeout 180] [--file PART]\n';
/** Generated code has no tests; thread entries run in processes without the replacement. */
const LEFT_OUT = /\.test\.tsx?$|generated|-thread\.ts$/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '12' },
    timeout: { type: 'string', default: '180' },
    file: { type: 'string', default: '' },
  },
});

type Case = { file: string; text: string; mutant: Mutant; tests: string[] };
const passesUnchanged = new Map<string, boolean>();
type Outcome = { one: Case; killedBy: string | null };

const [folder] = positionals;
if (!folder) {
  process.stderr.write(USAGE);
  process.exit(1);
}
const outcomes = await runCases(chooseCases(folder));
report(folder, outcomes);

function chooseCases(root: string): Case[] {
  const importers = importersByFile();
  const files = globSync(`${root}/**/*.{ts,tsx}`).filter(
    (file) => !LEFT_OUT.test(file) && file.includes(values.file),
  );
  const cases = files.sort().flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const tests = testsOf(file, importers).slice(0, Number(values.tests));
    return mutantsOf(file, text).map((mutant) => ({ file, text, mutant, tests }));
  });
  const random = seededRandom(Number(values.seed));
  for (let last = cases.length - 1; last > 0; last -= 1) {
    const other = below(random, last + 1);
    [cases[last], cases[other]] = [cases[other] as Case, cases[last] as Case];
  }
  process.stderr.write(`${cases.length} mutants in ${root}, seed ${values.seed}\n`);
  return cases.slice(0, Number(values.sample));
}

/** Runs each case; a case that never ends (a loop without its condition) counts as noticed. */
async function runCases(cases: Case[]): Promise<Outcome[]> {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} mutants, {survived} survived',
    noTTYOutput: true,
    notTTYSchedule: 30_000,
  });
  bar.start(cases.length, 0, { survived: 0 });
  let child = await startTests();
  const done: Outcome[] = [];
  for (const one of cases) {
    const killedBy = await findKiller(child, one);
    if (killedBy === 'timeout') child = await startTests(child);
    done.push({ one, killedBy });
    if (killedBy === null) process.stderr.write(`\n${describe(one)}\n`);
    bar.increment({ survived: done.filter((outcome) => outcome.killedBy === null).length });
  }
  bar.stop();
  child.disconnect();
  return done;
}

/**
 * The first test that notices the fault, or null. Runs each such test once on the unchanged code
 * first, because a test that always fails notices nothing.
 */
async function findKiller(child: ChildProcess, { file, text, mutant, tests }: Case) {
  for (;;) {
    const usable = tests.filter((test) => passesUnchanged.get(test) !== false);
    const failed = await runTests(child, { file, text: withMutant(text, mutant), tests: usable });
    if (failed === 'timeout') return 'timeout';
    const [killer] = failed;
    if (!killer) return null;
    if (!passesUnchanged.has(killer)) {
      const unchanged = await runTests(child, { file, text, tests: [killer] });
      passesUnchanged.set(killer, unchanged.length === 0);
    }
    if (passesUnchanged.get(killer)) return killer;
    process.stderr.write(`\n${killer} fails on the unchanged code and is left out\n`);
  }
}

async function startTests(previous?: ChildProcess): Promise<ChildProcess> {
  previous?.kill('SIGKILL');
  const child = fork(new URL('mutate/run-tests.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

async function runTests(
  child: ChildProcess,
  { file, text, tests }: TestRequest,
): Promise<string[] | 'timeout'> {
  child.send({ file, text, tests } satisfies TestRequest);
  const signal = AbortSignal.timeout(Number(values.timeout) * 1_000);
  try {
    const [answer] = (await once(child, 'message', { signal })) as [TestAnswer];
    return 'failed' in answer ? answer.failed : [];
  } catch (error) {
    if (signal.aborted) return 'timeout';
    throw error;
  }
}

function describe({ file, text, mutant }: Case): string {
  const before = text.slice(mutant.start, mutant.end).replaceAll(/\s+/g, ' ').slice(0, 80);
  return `${file}:${mutant.line}  ${before}  →  ${mutant.replacement.slice(0, 60) || '(nothing)'}`;
}

function report(root: string, all: Outcome[]): void {
  const survivors = all.filter(({ killedBy }) => killedBy === null);
  for (const { one } of survivors) process.stdout.write(`survived  ${describe(one)}\n`);
  const killed = all.length - survivors.length;
  const share = ((100 * killed) / all.length).toFixed(1);
  process.stdout.write(`${root}: ${killed} of ${all.length} mutants detected (${share} %)\n`);
}
