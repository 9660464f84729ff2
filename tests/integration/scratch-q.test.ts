import { expect, test } from 'vitest';
import { storeListings } from '@/lib/ingest/commands';
import { recordSignals, recountPapers } from '@/lib/ranking/commands';
import { testDatabase } from '../support/database';
import { listing } from '../support/factories';
const { db } = testDatabase();
test('stress', async () => {
  const ids = Array.from({ length: 300 }, (_, n) => `2503.${10_000 + n}`);
  await storeListings(db, ids.map((id) => listing({ id })), []);
  const errors = new Map<string, number>();
  const note = (e: unknown) => { const m = String(e).match(/Code: `(\w+)`|deadlock|expired|Unable to start[^.]*/)?.[0] ?? String(e).slice(0, 300); errors.set(m, (errors.get(m) ?? 0) + 1); };
  for (let round = 0; round < 8; round += 1) {
    const votes = Array.from({ length: 40 }, (_, n) => db.$transaction((tx) => recordSignals(tx, [{ paperId: ids[(n * 37 + round) % 300]!, kind: 'vote', key: `r${round}n${n}`, amount: 1, at: new Date() }]), { maxWait: 20_000 }).catch(note));
    await Promise.all([...votes, ...[1, 2, 3].map(() => recountPapers(db).catch(note))]);
  }
  expect([...errors]).toEqual([]);
});
