/** Captures the statements that a function sends to Postgres, and their plans. */
import pg from 'pg';
import { z } from 'zod';
import { median } from '../bench';

const REPEATS = 5;

export type Statement = { text: string; values: unknown[] };
export type Measured = {
  /** Rows read in tables and indexes, including those filtered out. */
  rows: number;
  /** Pages of 8 kB read; only these show a full scan of an index. */
  pages: number;
  /** Tables read without an index. */
  withoutIndex: string[];
  ms: number;
  plan: string;
};

type PlanNode = z.infer<typeof planNode>;
const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().default(0),
  'Rows Removed by Index Recheck': z.number().default(0),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  get Plans() {
    return z.array(planNode).default([]);
  },
});
const explained = z.tuple([z.object({ Plan: planNode, 'Execution Time': z.number() })]);

type Ask = (question: Statement | string, values: unknown, callback: unknown) => unknown;
const client = pg.Client.prototype as unknown as { query: Ask };

/** The statements that reach Postgres while `work` runs. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const { query } = client;
  client.query = function note(this: pg.Client, question, values, callback) {
    // A new connection sends its settings as plain text; they aren't part of the work.
    if (typeof question !== 'string')
      statements.push({ text: question.text, values: question.values });
    return query.call(this, question, values, callback);
  };
  try {
    await work();
  } finally {
    client.query = query;
  }
  return statements;
}

/** Runs a statement several times under EXPLAIN ANALYZE; the time is the median. */
export async function measure(connection: pg.Client, statement: Statement): Promise<Measured> {
  const runs = [];
  for (let run = 0; run < REPEATS; run += 1) {
    const text = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement.text}`;
    const { rows } = await connection.query<{ 'QUERY PLAN': unknown }>(text, statement.values);
    runs.push(explained.parse(rows[0]?.['QUERY PLAN'])[0]);
  }
  const [first] = runs;
  if (!first) throw new Error('Nothing was measured.');
  const scans = scansIn(first.Plan);
  return {
    rows: Math.round(scans.reduce((sum, scan) => sum + rowsRead(scan), 0)),
    pages: first.Plan['Shared Hit Blocks'] + first.Plan['Shared Read Blocks'],
    withoutIndex: scans
      .filter((scan) => scan['Node Type'] === 'Seq Scan')
      .map((scan) => scan['Relation Name'] ?? ''),
    ms: median(runs.map((run) => run['Execution Time'])),
    plan: [...new Set(scans.map(words))].join(', '),
  };
}

/** A bitmap index scan names no table, so its rows count in the heap scan. */
function scansIn(node: PlanNode): PlanNode[] {
  const below = node.Plans.flatMap(scansIn);
  return node['Relation Name'] ? [node, ...below] : below;
}

function rowsRead(scan: PlanNode): number {
  const each =
    scan['Actual Rows'] + scan['Rows Removed by Filter'] + scan['Rows Removed by Index Recheck'];
  return each * scan['Actual Loops'];
}

function words(scan: PlanNode): string {
  const place = scan['Index Name'] ?? scan['Relation Name'];
  return `${scan['Node Type']} ${place}`;
}
