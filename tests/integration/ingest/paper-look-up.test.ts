/** Looks a paper up while a reader waits for the page. */
import { afterAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { lookUpAtSource, lookUpsWith } from '@/lib/ingest/paper-commands';
import { processWide } from '@/lib/process-wide';
import { arxivRecord } from '../../support/factories';
import { testDatabase } from '../../support/database';

testDatabase();
afterAll(closeDatabase);

const ID = '2503.99001';

test('a slow source keeps no page waiting, and its late answer is there for the next one', async () => {
  const requests: string[] = [];
  const { promise: answer, resolve: respond } = Promise.withResolvers<null>();
  const record = arxivRecord({ id: ID });
  const readers = [
    {
      sourceId: 'arxiv' as const,
      plan: () => Promise.reject(new Error('unused')),
      lookUp: {
        find: async (id: string) => {
          requests.push(id);
          await answer;
          return record;
        },
        markRead: async () => undefined,
      },
    },
  ];
  processWide('source-look-ups', () => lookUpsWith(readers)).get();
  expect(await Promise.all([lookUpAtSource(ID), lookUpAtSource(ID)])).toEqual([
    { status: 'away' },
    { status: 'away' },
  ]);
  const next = lookUpAtSource(ID);
  respond(null);
  expect(await next).toMatchObject({ status: 'found', record });
  expect(await lookUpAtSource(ID)).toMatchObject({ status: 'found', record });
  expect(requests).toEqual([ID]);
});
