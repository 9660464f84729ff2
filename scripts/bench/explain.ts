/** `npm run bench:explain`: measures each query's reads and time at a million papers. */
import type pg from 'pg';
import { note, report, rounded, runBench, type Metric } from './bench';
import { openBenchDatabase } from './database';
import { BIG_TABLES, generatePapers } from './explain/generate';
import { measure, statementsOf } from './explain/plan';
import { programQuestions } from './explain/program-questions';
import { feedQuestions, otherQuestions, type Question } from './explain/questions';

const bench = 'explain';
const PAPERS = 1_000_000;
/** The limit. */
const TARGET_ROWS = 1_000;
/** Speeds up writing a million papers; memory settings are the product's. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  autovacuum: 'off',
};

await runBench(async (_dataDir, defer) => {
  const database = await openBenchDatabase(defer, SETTINGS);
  note(`Generating ${PAPERS.toLocaleString('en')} papers. This takes a few minutes.`);
  const value = await generatePapers(database, PAPERS);
  report({ bench, metric: 'generate_seconds', value, target: null, better: 'lower' });
  const connection = await database.connect();
  for (const questionsOf of [feedQuestions, programQuestions, otherQuestions]) {
    for (const question of await questionsOf(database.db)) {
      await measureQuestion(connection, question);
    }
  }
});

async function measureQuestion(connection: pg.Client, question: Question): Promise<void> {
  const statements = await statementsOf(question.ask);
  for (const [at, statement] of statements.entries()) {
    const name = question.names[at] ?? `${question.names[0]}_${at + 1}`;
    const { rows, pages, withoutIndex, ms, plan } = await measure(connection, statement);
    const metric: Metric = {
      bench,
      metric: `${name}_rows`,
      value: rows,
      target: question.isFeed ? TARGET_ROWS : null,
      better: 'lower',
    };
    const usesIndexes = !withoutIndex.some((table) => BIG_TABLES.includes(table));
    const isReached = !question.isFeed || (rows < TARGET_ROWS && usesIndexes);
    report(metric, { ms: rounded(ms), pages, plan }, isReached);
  }
}
