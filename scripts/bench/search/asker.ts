/**
 * A process that searches as a server does and reports the time of each search. Argument: a file of
 * queries. EMBEDDINGS selects keywords alone or semantic search too.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { closeDense, nearestPapers } from '@/lib/search/meaning/nearest';
import { chosenEmbedderId } from '@/lib/search/meaning/embedder/open';
import { searchPapers } from '@/lib/search/query/search-queries';
import { secondsSince } from '../bench';
import type { Facts } from './result';

const TODAY = '2024-12-31';
const KILOBYTES_A_MB = 1_024;

async function askAll(queries: readonly string[]): Promise<Facts> {
  const { db, pool } = createDatabase(env.DATABASE_URL ?? '');
  const startedAt = performance.now();
  while (chosenEmbedderId() && !(await nearestPapers(db, 'A paper.', 1)).ok) await sleep(100);
  const facts: Facts = {
    times: [],
    found: 0,
    byMeaning: 0,
    late: 0,
    warmSeconds: secondsSince(startedAt),
    rssMb: 0,
  };
  const ask = (query: string) => searchPapers(db, { query, page: 0, today: TODAY });
  // Warms the caches of a site in use. In capitals, which give the same results but miss the cache
  // of query vectors.
  for (const query of queries) await ask(query.toUpperCase());
  for (const query of queries) {
    const requestedAt = performance.now();
    const { total, byMeaning, trouble } = await ask(query);
    facts.times.push(performance.now() - requestedAt);
    facts.found += total;
    facts.byMeaning += byMeaning;
    if (trouble !== null && chosenEmbedderId()) facts.late += 1;
  }
  facts.rssMb = process.resourceUsage().maxRSS / KILOBYTES_A_MB;
  await closeDense();
  await db.$disconnect();
  await pool.end();
  return facts;
}

const queries = z.array(z.string()).parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
process.stdout.write(JSON.stringify(await askAll(queries)));
