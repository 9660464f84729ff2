/** A reader's actions change the recommendations on For you and in the digest. */
import { beforeEach, describe, expect, test } from 'vitest';
import { previewDigest } from '@/lib/digests/preview-queries';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { papersForYou } from '@/lib/recommend/for-you-queries';
import { personalOfSubscriptions } from '@/lib/recommend/reader-queries';
import {
  dismissPaper,
  forgetDismissals,
  MOST_SEARCHES,
  putSearchInDigest,
  removeSearch,
  saveSearch,
} from '@/lib/search/reader/personal-commands';
import { hasDismissed, savedSearches } from '@/lib/search/reader/personal-queries';
import { DEFAULT_PREFERENCES } from '@/lib/subscriptions/rules';
import { testDatabase } from '../../support/database';
import { listing, paperRecord } from '../../support/factories';
import { addReader } from '../../support/readers';

const { db } = testDatabase();

const TODAY = '2025-03-14';
const NOW = new Date('2025-03-14T06:00:00Z');
const FOG = ['Weighing Fog', 'Fog in Valleys', 'Counting Fog Droplets', 'Fog over Harbours'];
const MAPS = ['Folding Maps', 'Maps of Cities', 'Old Maps, New Roads', 'Maps for Sailors'];
const OTHER = ['Tuning Violins', 'Baking Bread', 'Sorting Letters', 'Naming Stars'];

const idOf = (title: string) =>
  `2503.9${String([...FOG, ...MAPS, ...OTHER].indexOf(title)).padStart(4, '0')}`;

beforeEach(async () => {
  forgetSlots();
  const papers = [...FOG, ...MAPS, ...OTHER].map((title) => {
    const id = idOf(title);
    const abstract = `We study ${title.toLowerCase()} with care and some patience.`;
    const authors = [{ name: title === 'Naming Stars' ? 'Hana Ito' : 'Olu Ade' }];
    return listing({
      id,
      listedOn: TODAY,
      paper: { ...paperRecord({ id, title, abstract }), authors },
    });
  });
  await storeListings(db, papers, []);
});

const shown = async (userId: string, limit = 6) => {
  const found = await papersForYou(db, userId, { today: TODAY, limit });
  return found.map(({ paper, reason }) => [paper.title, reason] as const);
};
const vote = (userId: string, title: string) =>
  db.vote.create({ data: { userId, paperId: idOf(title) } });

describe('for you', () => {
  test('a reader who has done nothing is shown nothing', async () => {
    const { id } = await addReader(db, 'ada');
    expect(await shown(id)).toEqual([]);
  });

  test('three votes bring more of the same, saying what it is like, and never those again', async () => {
    const { id } = await addReader(db, 'ada');
    for (const title of FOG.slice(0, 3)) await vote(id, title);
    const [first, ...others] = await shown(id);
    expect(first?.[0]).toBe('Fog over Harbours');
    expect(first?.[1]).toMatch(/^like “.*Fog/);
    expect(others.map(([title]) => title)).not.toEqual(expect.arrayContaining([FOG[0]]));
  });

  test('a bookmark and a paper in a collection count like a vote', async () => {
    const { id: userId } = await addReader(db, 'ada');
    await db.bookmark.create({ data: { userId, paperId: idOf('Folding Maps') } });
    await db.collection.create({
      data: { userId, name: 'Maps', papers: { create: { paperId: idOf('Maps of Cities') } } },
    });
    expect((await shown(userId, 2)).map(([title]) => title).toSorted()).toEqual(
      ['Maps for Sailors', 'Old Maps, New Roads'].toSorted(),
    );
  });

  test('a follower of an author sees the author’s papers first, with the reason', async () => {
    const { id } = await addReader(db, 'ada', { authors: ['hana ito'] });
    expect(await shown(id, 1)).toEqual([['Naming Stars', 'you follow Hana Ito']]);
  });

  test('less of this takes the paper away and its like down, until it is forgotten', async () => {
    const { id } = await addReader(db, 'ada');
    await vote(id, 'Weighing Fog');
    await vote(id, 'Folding Maps');
    await dismissPaper(db, id, idOf('Fog in Valleys'));
    await dismissPaper(db, id, idOf('Fog in Valleys'));
    await dismissPaper(db, id, 'no-such-paper');
    const titles = (await shown(id, 3)).map(([title]) => title);
    expect(titles).not.toContain('Fog in Valleys');
    expect(titles[0]).toContain('Maps');
    await forgetDismissals(db, id);
    expect(await hasDismissed(db, id)).toBe(false);
  });

  test('hidden and withdrawn papers are not recommended', async () => {
    const { id } = await addReader(db, 'ada');
    for (const title of FOG.slice(0, 3)) await vote(id, title);
    const where = { paperId: idOf('Fog over Harbours') };
    await db.appearance.updateMany({ where, data: { isHidden: true } });
    expect((await shown(id)).map(([title]) => title)).not.toContain('Fog over Harbours');
  });
});

describe('saved searches', () => {
  test('are each kept once, at most so many, and only for their owner', async () => {
    const [ada, bea] = [await addReader(db, 'ada'), await addReader(db, 'bea')];
    await saveSearch(db, ada.id, 'fog');
    await saveSearch(db, ada.id, 'fog');
    const [saved] = await savedSearches(db, ada.id);
    expect(await savedSearches(db, ada.id)).toHaveLength(1);
    await removeSearch(db, bea.id, saved!.id);
    await putSearchInDigest(db, { userId: bea.id, id: saved!.id, inDigest: false });
    expect(await savedSearches(db, ada.id)).toEqual([saved]);
    for (let n = 1; n < MOST_SEARCHES; n += 1) await saveSearch(db, ada.id, `fog ${n}`);
    await expect(saveSearch(db, ada.id, 'one more')).rejects.toThrow('at most 50 searches');
  });
});

describe('a digest', () => {
  async function digestOf(userId: string | null) {
    const { id: subscriptionId } = await db.subscription.create({
      data: { email: 'ada@example.org', state: 'active', manageTokenHash: 'a', userId },
    });
    const reader = { ...DEFAULT_PREFERENCES, maxPapers: 3, subscriptionId, pausedUntil: null };
    const { choices } = await previewDigest(db, reader, { now: NOW, day: TODAY });
    return choices.map(({ paper, reason }) => [paper.title, reason] as const);
  }

  test('has the results of a saved search, with its name', async () => {
    const { id } = await addReader(db, 'ada');
    await saveSearch(db, id, 'violins');
    expect(await digestOf(id)).toContainEqual([
      'Tuning Violins',
      'matches your saved search “violins”',
    ]);
  });

  test('leaves out a search that its reader took out', async () => {
    const { id } = await addReader(db, 'ada');
    await saveSearch(db, id, 'violins');
    const [saved] = await savedSearches(db, id);
    await putSearchInDigest(db, { userId: id, id: saved!.id, inDigest: false });
    expect((await digestOf(id)).map(([, reason]) => reason).join()).not.toContain('search');
  });

  test('has what the account follows, once where the mail follows it too', async () => {
    const { id } = await addReader(db, 'ada', { authors: ['Hana Ito'] });
    expect((await digestOf(id))[0]).toEqual(['Naming Stars', 'you follow Hana Ito']);
    const { id: subscriptionId } = await db.subscription.findUniqueOrThrow({
      where: { email: 'ada@example.org' },
    });
    const reader = { ...DEFAULT_PREFERENCES, subscriptionId, pausedUntil: null };
    const { slot } = await previewDigest(db, reader, { now: NOW, day: TODAY });
    const personal = (await personalOfSubscriptions(db, [subscriptionId], slot)).get(
      subscriptionId,
    );
    const interests = { ...DEFAULT_PREFERENCES, authors: ['Hana Ito'] };
    const [both, mailAlone] = [slot.ranked(interests, personal), slot.ranked(interests)];
    expect(Math.max(...both.scores)).toBe(Math.max(...mailAlone.scores));
  });

  test('of a reader with a history has what is like it', async () => {
    const { id } = await addReader(db, 'ada');
    for (const title of FOG.slice(0, 3)) await vote(id, title);
    const [first] = await digestOf(id);
    expect(first?.[0]).toBe('Fog over Harbours');
    expect(first?.[1]).toMatch(/^like “/);
  });

  test('of a subscriber without an account is as everybody’s', async () => {
    expect((await digestOf(null)).map(([, reason]) => reason).join()).not.toMatch(/like|search/);
  });
});
