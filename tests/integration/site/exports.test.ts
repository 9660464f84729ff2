/** Papers and editions as citation files, through proxy.ts. */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { GET } from '@/app/export/[...path]/route';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { proxy } from '@/proxy';
import { callThroughProxy, SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();
afterAll(closeDatabase);

beforeEach(async () => {
  const facts = [
    { id: '2503.90001', upstreamVotes: 3, paper: { title: 'Fog at Sea' } },
    { id: '2503.90002', upstreamVotes: 9, paper: { title: 'Fog on Land' } },
    { id: 'cs/0112017', listedOn: '2025-03-18', paper: { title: 'Tides' } },
  ];
  await storeListings(db, facts.map(listing), []);
});

async function ask(path: string) {
  const response = await callThroughProxy(GET, 'export', path);
  if (!response) throw new Error(`${path} is no file of citations.`);
  return { response, text: await response.text() };
}

test.each([
  ['bib', 'application/x-bibtex', /^@misc\{ito2025tides,\n/],
  ['ris', 'application/x-research-info-systems', /^TY {2}- UNPB\r\nTI {2}- Tides\r\n/],
  ['csl.json', 'application/vnd.citationstyles.csl+json', /^\[\{"id":"ito2025tides",/],
])('a paper is a file ending in .%s', async (extension, type, beginning) => {
  const { response, text } = await ask(`/papers/cs/0112017.${extension}`);
  expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="cs-0112017.${extension}"`,
  );
  expect(text).toMatch(beginning);
});

test('an edition is one bibliography, in its order, with unique keys', async () => {
  const { text } = await ask('/papers/date/2025-03-17.bib');
  expect(text.match(/^@misc\{.*/gm)).toEqual(['@misc{ito2025fog,', '@misc{ito2025fog-2,']);
  expect(text.indexOf('Land')).toBeLessThan(text.indexOf('Sea'));
  const month = JSON.parse((await ask('/papers/month/2025-03.csl.json')).text);
  expect(month).toHaveLength(3);
  expect((await ask('/papers/week/2025-W12.ris')).text.match(/^ER {2}- /gm)).toHaveLength(3);
});

test.each([
  '/papers/2503.99999.bib',
  '/papers/nothing.ris',
  '/papers/date/2025-03-16.bib',
  '/papers/date/2025-02-30.bib',
  '/papers/date/2999-01-01.csl.json',
])('%s is a 404 in words', async (path) => {
  const { response, text } = await ask(path);
  expect(response.status).toBe(404);
  expect(JSON.parse(text)).toMatchObject({ error: { code: 'not_found' } });
});

test('a file of an edition is cached and purged like its page', () => {
  const { headers } = proxy(new NextRequest(new URL('/papers/date/2025-03-17.bib', SITE)));
  expect(headers.get('cache-tag')).toBe('day-2025-03-17,editions');
  const paper = proxy(new NextRequest(new URL('/papers/2503.90001.csl.json', SITE)));
  expect(paper.headers.get('cache-tag')).toBe('paper-2503.90001');
});
