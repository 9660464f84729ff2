import { expect, test } from 'vitest';
import { feedAddresses, fingerprintOf, isTold, nextTry, publishForm, toldFeeds } from './hub';
import type { FeedEntry } from './types';

const entry = (told: Partial<FeedEntry>): FeedEntry => ({
  url: 'https://paper.example/papers/2503.99001',
  title: 'Weighing Fog',
  html: '<p>Fog.</p>',
  authors: [],
  labels: [],
  publishedAt: new Date('2025-03-17T01:02:03Z'),
  updatedAt: new Date('2025-03-17T01:02:03Z'),
  imageUrl: null,
  ...told,
});

test('every feed that is told is one that names the hub, and others do not', () => {
  const feeds = toldFeeds(['weather']);
  expect(feeds).toEqual([
    'daily',
    'trending',
    'trending?window=week',
    'trending?window=month',
    'topics/weather',
  ]);
  expect(feeds.every((feed) => isTold(feed.split('?')[0]!))).toBe(true);
  for (const path of ['search', 'authors/Hana Ito', 'papers/2503.1/comments', 'for-you/bsp_x']) {
    expect(isTold(path), path).toBe(false);
  }
});

test('a feed has the addresses of its formats, as its own self links say', () => {
  expect(feedAddresses('trending?window=week', 'https://paper.example')).toEqual([
    'https://paper.example/feeds/trending.rss?window=week',
    'https://paper.example/feeds/trending.atom?window=week',
    'https://paper.example/feeds/trending.json?window=week',
  ]);
});

test('the form names each address, as hubs read it', () => {
  const form = publishForm(['https://a.example/x?q=1', 'https://b.example/']);
  expect(form.toString()).toBe(
    'hub.mode=publish&hub.url=https%3A%2F%2Fa.example%2Fx%3Fq%3D1&hub.url=https%3A%2F%2Fb.example%2F',
  );
});

test('another order is no news; a revision, a new and a missing entry are', () => {
  const [one, two] = [entry({ url: 'one' }), entry({ url: 'two' })];
  const before = fingerprintOf([one, two]);
  expect(fingerprintOf([two, one])).toBe(before);
  for (const entries of [[one], [one, entry({ url: 'two', html: '<p>Mist.</p>' })], []]) {
    expect(fingerprintOf(entries)).not.toBe(before);
  }
});

test.each([
  [0, 4],
  [1, 1],
  [2, 2],
  [5, 16],
  [9, 256],
  [10, 360],
  [400, 360],
])('after %i failures in a row it waits %i minutes', (failures, minutes) => {
  const now = new Date('2025-03-17T12:00:00Z');
  expect((nextTry(now, failures).getTime() - now.getTime()) / 60_000).toBe(minutes);
});
