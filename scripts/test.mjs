/** `npm test`: runs all tests, also on a fresh clone; the last line counts the passed ones. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runShowingTime } from './test/stage.mjs';

const OLDEST_NODE_MAJOR = 20;
const SHOWN_FILES = 10;
const counts = { passed: 0, failed: 0, skipped: 0 };
let reports = '';

try {
  await testAll();
} catch (error) {
  process.stderr.write(`${error.message ?? error}\n`);
  counts.failed += 1;
}
if (reports) {
  showSlowest();
  rmSync(reports, { recursive: true });
}
const { passed, failed, skipped } = counts;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exitCode = failed > 0 ? 1 : 0;

async function testAll() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE_MAJOR) {
    throw new Error(`The tests need Node ${OLDEST_NODE_MAJOR} or newer.`);
  }
  const { bootstrap, findNode, npmCommand } = await import('./bootstrap.mjs');
  const { ensureChromium } = await import('./chromium.mjs');
  await bootstrap();
  reports = mkdtempSync(path.join(tmpdir(), 'broadsheet-reports-'));
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const name of Object.keys(scripts).filter((script) => script.startsWith('check:'))) {
    await stage(name, npmCommand('run', '--silent', name), countOne);
  }
  const node = findNode();
  await stage('unit and integration', vitest(node), countVitest);
  await stage('build', [node, 'scripts/run.mjs', 'serve', 'build'], countOne);
  const chromium = await ensureChromium();
  await stage(
    'end to end',
    [node, 'node_modules/@playwright/test/cli.js', 'test'],
    countPlaywright,
    {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, 'playwright.json'),
    },
  );
}

function vitest(node) {
  const report = path.join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return [node, 'node_modules/vitest/vitest.mjs', 'run', ...reporters];
}

/** Runs every stage, also after a failure, because the count covers all. */
async function stage(name, command, count, env = {}) {
  process.stdout.write(`\n── ${name}\n`);
  const startedAt = Date.now();
  const code = await runShowingTime(name, command, env);
  const counted = count(code);
  // A run can fail without a failed test: an unreadable file, a server that doesn't start.
  if (code !== 0 && counted.failed === 0) counted.failed = 1;
  for (const kind of Object.keys(counts)) counts[kind] += counted[kind];
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`── ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

function countOne(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function countVitest() {
  const report = readReport('vitest.json');
  return {
    passed: report.numPassedTests ?? 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function countPlaywright() {
  const {
    expected = 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  } = readReport('playwright.json').stats ?? {};
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Prints the files that took longest, so that a slow run shows where its time went. */
function showSlowest() {
  const vitest = (readReport('vitest.json').testResults ?? []).map((file) => ({
    name: path.relative('', file.name),
    ms: file.endTime - file.startTime,
  }));
  const playwright = (readReport('playwright.json').suites ?? []).map((suite) => ({
    name: path.join('tests/e2e', suite.file),
    ms: durationOf(suite),
  }));
  const slowest = [...vitest, ...playwright].toSorted((a, b) => b.ms - a.ms).slice(0, SHOWN_FILES);
  process.stdout.write('\n── slowest files\n');
  for (const { name, ms } of slowest) {
    process.stdout.write(`${(ms / 1_000).toFixed(1).padStart(6)} s  ${name}\n`);
  }
}

function durationOf({ specs = [], suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap((test) => test.results));
  const own = results.reduce((sum, { duration }) => sum + duration, 0);
  return suites.reduce((sum, suite) => sum + durationOf(suite), own);
}

/** Empty if the run ended early. */
function readReport(name) {
  const file = path.join(reports, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
