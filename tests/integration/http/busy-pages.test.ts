/** Pages during overload explain it to readers and programs, and aren't stored. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { SearchPage } from '@/app/(feed)/search-page';
import PaperPage from '@/app/papers/[...id]/page';
import { closeDatabase } from '@/lib/db/client';
import { completeHead } from '@/lib/front/complete-head';
import { hearAnswer, tellAnswer, type PageAnswer } from '@/lib/http/page-answer';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { relatedPage } from '@/lib/markdown/page-queries';
import { searchTurnstile } from '@/lib/search/query/turns';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';

const { db } = testDatabase();
afterAll(closeDatabase);

const FOG = '2503.90001';
const BUSY = 'Too many people are searching. Please try again in a few seconds.';
const MORE_THAN_FIT = 104;

beforeEach(async () => {
  await storeListings(db, [listing({ id: FOG, paper: { title: 'Weighing Fog' } })], []);
});

/** Runs searches until the test ends, as many as may run and wait. */
function crowd(): void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const searches = Array.from({ length: MORE_THAN_FIT }, () =>
    searchTurnstile().pass(() => promise),
  );
  onTestFinished(async () => {
    resolve();
    await Promise.allSettled(searches);
  });
}

async function answerOf(
  page: () => Promise<unknown>,
): Promise<{ facts: PageAnswer; page: unknown }> {
  const given: PageAnswer = {};
  const made = await hearAnswer(given, page);
  return { facts: given, page: made };
}

const searchPage = () => SearchPage({ query: 'fog', page: undefined, sort: undefined });
const paperPage = () =>
  PaperPage({ params: Promise.resolve({ id: [FOG] }), searchParams: Promise.resolve({}) });

test('a page of results sets no status of its own', async () => {
  const { facts, page } = await answerOf(searchPage);
  expect(facts).toEqual({});
  expect(JSON.stringify(page)).toContain('Weighing Fog');
});

test('a search in a crowd is a page with a sentence, and 503', async () => {
  crowd();
  const { facts, page } = await answerOf(searchPage);
  expect(facts).toEqual({ status: 503, retryAfterS: 5 });
  expect(JSON.stringify(page)).toContain(BUSY);
});

test('a paper in a crowd is its page without relatives, for once', async () => {
  expect((await answerOf(paperPage)).facts).toEqual({});
  crowd();
  expect((await answerOf(paperPage)).facts).toEqual({ isMakeshift: true });
});

test('an assistant that requests related papers during overload gets a retry time', async () => {
  crowd();
  const requests = relatedPage(db, FOG, { url: 'https://paper.example', today: '2025-03-17' });
  await expect(requests).rejects.toThrow(BUSY);
});

test('a status that is set only with the head is the response’s', async () => {
  const server = createServer((request, response) => {
    completeHead(request, response, {});
    response.setHeader('Cache-Control', 'public, s-maxage=600');
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/papers`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([
    404,
    'public, max-age=0, s-maxage=60',
  ]);
});

test.each([
  [{}, { status: 200, cache: 'public, s-maxage=60', retryAfter: null }],
  [
    { status: 503, retryAfterS: 5 },
    { status: 503, cache: 'no-store', retryAfter: '5' },
  ],
  [{ isMakeshift: true }, { status: 200, cache: 'no-store', retryAfter: null }],
])('what a page tells, %j, is in the head of its answer', async (facts, expected) => {
  const server = createServer((request, response) => {
    const heard: PageAnswer = {};
    completeHead(request, response, heard);
    hearAnswer(heard, () => {
      response.setHeader('Cache-Control', 'public, s-maxage=60');
      tellAnswer(facts);
      response.end('page');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/papers`);
  expect({
    status: answer.status,
    cache: answer.headers.get('cache-control'),
    retryAfter: answer.headers.get('retry-after'),
  }).toEqual(expected);
});
