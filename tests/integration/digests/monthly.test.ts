/** A monthly digest covers a month, where the others cover days. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { previewDigest } from '@/lib/digests/preview-queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import type { Cadence } from '@/lib/subscriptions/cadences';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { subscriber } from '../../support/subscribers';

const { db } = testDatabase();
afterAll(closeDatabase);

const NOW = new Date('2025-03-30T12:00:00Z');
/** Many votes early in the month, and few at its end. */
const [LIKED, RECENT] = ['2503.90001', '2503.90002'];

beforeEach(async () => {
  await storeListings(
    db,
    [
      listing({ id: '2502.90001', listedOn: '2025-02-20', upstreamVotes: 90 }),
      listing({ id: LIKED, listedOn: '2025-03-05', upstreamVotes: 60 }),
      listing({ id: RECENT, listedOn: '2025-03-28', upstreamVotes: 10 }),
    ],
    [],
  );
});

async function nextDigest(cadence: Cadence, pausedUntil: string | null = null) {
  const { id: subscriptionId } = await subscriber(db, { cadence, confirmedAt: NOW });
  const reader = { ...DEFAULT_PREFERENCES, cadence, subscriptionId, pausedUntil };
  const { day, choices } = await previewDigest(db, reader, { now: NOW });
  return { day, papers: choices.map(({ paper }) => paper.id) };
}

test('it is due on the first, with the papers of a month in the month’s order', async () => {
  expect(await nextDigest('monthly')).toEqual({ day: '2025-04-01', papers: [LIKED, RECENT] });
});

test('a weekly one of the same time has only the recent paper', async () => {
  expect(await nextDigest('weekly')).toEqual({ day: '2025-03-31', papers: [RECENT] });
});

test('after a pause it is due on the next first', async () => {
  expect((await nextDigest('monthly', '2025-04-02')).day).toBe('2025-05-01');
});
