/** WebSub: a hub on this machine is told of news, asks for the feed by the front, and finds it changed. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { GET } from '@/app/feeds/[...feed]/route';
import { closeDatabase } from '@/lib/db/client';
import { env } from '@/lib/env';
import { findHubTrouble } from '@/lib/feeds/hub-queries';
import { tellHub as tell, type HubSite } from '@/lib/feeds/hub-commands';
import { listenForPurges } from '@/lib/front/purge-listener';
import { storeListings } from '@/lib/ingest/commands';
import { callRoute } from '../support/api';
import { testDatabase } from '../support/database';
import { listing } from '../support/factories';
import { startFront, until, type TestFront } from '../support/front';

const { db } = testDatabase();
afterAll(closeDatabase);

const TOPICS = [{ slug: 'weather', name: 'Weather', categories: ['none'], words: ['fog'] }];
const NOW = new Date('2025-03-18T09:00:00Z');
const SITE = 'https://paper.example';
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
/** Most of these tests have no front to wait for. */
const tellHub = (site: HubSite, now: Date) => tell(site, now, { heardWithinMs: 0 });
const list = (...listings: Parameters<typeof listing>[0][]) =>
  storeListings(db, listings.map(listing), TOPICS);

beforeEach(async () => {
  await db.topic.createMany({ data: TOPICS.map((topic, position) => ({ ...topic, position })) });
  await list({ id: '2503.90001', paper: { title: 'Fog at Sea' } });
});

/** What a hub was told: the addresses, and each one's text as the hub was then given it. */
type Ping = { form: URLSearchParams; feeds: Map<string, string> };

/** Answers with these statuses in turn, and fetches what it is told of as a hub does. */
async function startHub(front: TestFront | null, ...statuses: number[]) {
  const pings: Ping[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', async () => {
      const form = new URLSearchParams(body);
      const feeds = new Map<string, string>();
      for (const address of front ? form.getAll('hub.url') : []) {
        const { pathname, search } = new URL(address);
        feeds.set(pathname + search, (await front!.get(pathname + search)).text);
      }
      const status = statuses[pings.length] ?? 204;
      pings.push({ form, feeds });
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub`;
  return { pings, site: { name: 'Broadsheet', url: SITE, hubUrl } };
}

/** The site as its readers reach it: the feeds' route behind a front that hears purges. */
async function startSite(): Promise<TestFront> {
  const site = await startFront(async (request, response) => {
    const url = new URL(request.url!, SITE);
    const feed = decodeURIComponent(url.pathname).replace('/feeds/', '').split('/');
    const answer = await callRoute(GET, url.href, { params: { feed } });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  let isListening = false;
  const stop = listenForPurges({
    createConnection: () => new pg.Client({ connectionString: env.DATABASE_URL }),
    purge: (purge) => {
      isListening = true;
      site.front.purge(purge);
    },
    log: pino({ level: 'silent' }),
  });
  onTestFinished(stop);
  await until(() => isListening);
  return site;
}

/** Where nobody listens any more. */
async function closedAddress(): Promise<string> {
  const server = http.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}

const told = (ping: Ping | undefined) => ping?.form.getAll('hub.url') ?? [];

test('a hub is told of each feed that changed, and finds the news when it asks for it', async () => {
  Object.assign(env, { WEBSUB_HUB: 'https://hub.example' });
  onTestFinished(() => void Object.assign(env, { WEBSUB_HUB: undefined }));
  const front = await startSite();
  const { pings, site } = await startHub(front);
  await tell(site, NOW);
  expect(pings).toHaveLength(1);
  expect(pings[0]!.form.get('hub.mode')).toBe('publish');
  expect(told(pings[0])).toHaveLength(15);
  const kept = await front.get('/feeds/daily.atom');
  expect(kept.headers['x-cache']).toBe('HIT');
  expect(kept.headers.link).toBe(
    '<https://hub.example>; rel="hub", <http://localhost:3000/feeds/daily.atom>; rel="self"',
  );

  await list({
    id: '2503.90002',
    listedOn: '2025-03-18',
    paper: { title: 'Clocks', abstract: '' },
  });
  await tell(site, minutesLater(5));
  const { feeds } = pings[1]!;
  for (const format of ['rss', 'atom', 'json']) {
    expect(feeds.get(`/feeds/daily.${format}`)).toContain('Clocks');
    expect(feeds.get(`/feeds/trending.${format}?window=month`)).toContain('Clocks');
  }
  expect([...feeds.keys()].filter((path) => path.includes('/topics/'))).toEqual([]);
  await tell(site, minutesLater(10));
  expect(pings).toHaveLength(2);
});

test('a change that purged nothing is not hidden by what was kept', async () => {
  Object.assign(env, { WEBSUB_HUB: 'https://hub.example' });
  onTestFinished(() => void Object.assign(env, { WEBSUB_HUB: undefined }));
  const front = await startSite();
  const { pings, site } = await startHub(front);
  await tell(site, NOW);
  // As by hand: nobody is told to forget the list.
  await db.paper.update({ where: { id: '2503.90001' }, data: { title: 'Mist at Sea' } });
  await tell(site, minutesLater(5));
  expect(pings[1]!.feeds.get('/feeds/trending.rss')).toContain('Mist at Sea');
});

test('votes move papers about, which is no news', async () => {
  await list({ id: '2503.90002', paper: { title: 'Clocks' } });
  const { pings, site } = await startHub(null);
  await tellHub(site, NOW);
  await list({ id: '2503.90002', upstreamVotes: 40, paper: { title: 'Clocks' } });
  await tellHub(site, minutesLater(5));
  expect(pings).toHaveLength(1);
});

test('a feed is told at most once in four minutes, and then of all that came since', async () => {
  const { pings, site } = await startHub(null);
  await tellHub(site, NOW);
  await list({ id: '2503.90002', listedOn: '2025-03-18', paper: { title: 'Fog' } });
  await tellHub(site, minutesLater(1));
  await tellHub(site, minutesLater(2));
  expect(pings).toHaveLength(1);
  await tellHub(site, minutesLater(4));
  expect(pings).toHaveLength(2);
  expect(told(pings[1])).toHaveLength(15);
});

test('a hub that fails or leads elsewhere is told again, after ever longer pauses, until it takes it', async () => {
  const { pings, site } = await startHub(null, 503, 307, 204);
  expect(await tellHub(site, NOW)).toEqual({ told: 0, error: 'HTTP 503' });
  expect(await findHubTrouble(db)).toEqual({ feeds: 5, error: 'HTTP 503' });
  await tellHub(site, minutesLater(0.5));
  expect(pings).toHaveLength(1);
  expect(await tellHub(site, minutesLater(1))).toEqual({ told: 0, error: 'HTTP 307' });
  await tellHub(site, minutesLater(2));
  expect(pings).toHaveLength(2);
  expect(await tellHub(site, minutesLater(3))).toEqual({ told: 5, error: null });
  expect(told(pings[2])).toEqual(told(pings[0]));
  expect(await findHubTrouble(db)).toBeNull();
});

test('a hub that is away, and more feeds than go into one form', async () => {
  const topics = Array.from({ length: 40 }, (_, n) => ({
    slug: `t${n}`,
    name: `T${n}`,
    position: n + 9,
  }));
  await db.topic.createMany({ data: topics });
  const away = { name: 'Broadsheet', url: SITE, hubUrl: await closedAddress() };
  const { told: none, error } = await tellHub(away, NOW);
  expect([none, error]).toEqual([0, expect.stringContaining('ECONNREFUSED')]);
  const { pings, site } = await startHub(null);
  expect((await tellHub(site, minutesLater(1))).told).toBe(45);
  expect(pings.map((ping) => told(ping).length)).toEqual([75, 60]);
});
