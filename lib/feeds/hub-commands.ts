/** Tells the operator's WebSub hub which feeds have news, until it has taken it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { database, type Database } from '@/lib/db/client';
import { Prisma } from '@/lib/db/generated/client';
import { requestPurge } from '@/lib/front/purge';
import { feedTag } from '@/lib/front/tags';
import { whyOf } from '@/lib/http/upstream';
import { log } from '@/lib/log';
import { topicNames } from '@/lib/papers/queries';
import { getFeed, type FeedSite } from './feed-queries';
import { feedAddresses, fingerprintOf, nextTry, publishForm, toldFeeds } from './hub';
import { dueFeeds, type DueFeed } from './hub-queries';

const TIMEOUT_MS = 10_000;
/** A hub may be nearer than the fronts that are to forget what they kept. */
const HEARD_WITHIN_MS = 1_000;

export type HubSite = FeedSite & { hubUrl: string };
export type HubNews = { told: number; error: string | null };

type TellOptions = {
  heardWithinMs?: number;
  /** After it nothing begins; what is due waits for another time. */
  signal?: AbortSignal;
};

/** Looks at every feed that is told, then tells of those that changed. Safe to run twice. */
export async function tellHub(
  site: HubSite,
  now: Date,
  { heardWithinMs = HEARD_WITHIN_MS, signal }: TellOptions = {},
): Promise<HubNews> {
  const db = database();
  if (await noteChanges(db, site, now)) await sleep(heardWithinMs);
  let told = 0;
  for (;;) {
    const due = await dueFeeds(db, now);
    if (due.length === 0 || signal?.aborted) return { told, error: null };
    const addresses = due.flatMap(({ feed }) => feedAddresses(feed, site.url));
    const error = await publish(site.hubUrl, addresses);
    await (error === null ? settle(db, due, now) : putOff(db, due, { error, now }));
    // What it refuses now it would refuse of the others too.
    if (error !== null) {
      log.warn(
        { hub: new URL(site.hubUrl).host, feeds: due.length, error },
        'the hub took nothing',
      );
      return { told, error };
    }
    told += due.length;
  }
}

/** Whether any feed changed. Of those that did, every front forgets what it kept. */
async function noteChanges(db: Database, site: HubSite, now: Date): Promise<boolean> {
  const feeds = toldFeeds((await topicNames(db)).keys());
  const rows: Prisma.Sql[] = [];
  for (const feed of feeds) {
    const [path = '', search] = feed.split('?');
    const { entries } = (await getFeed(db, path, new URLSearchParams(search), site)).feed;
    rows.push(Prisma.sql`(${feed}, ${fingerprintOf(entries)}, ${now})`);
  }
  return db.$transaction(async (tx) => {
    await tx.hubFeed.deleteMany({ where: { feed: { notIn: feeds } } });
    const changed = await tx.$queryRaw<{ feed: string }[]>`
      INSERT INTO "HubFeed" AS known ("feed", "fingerprint", "tryAt")
      VALUES ${Prisma.join(rows)}
      ON CONFLICT ("feed") DO UPDATE SET "fingerprint" = excluded."fingerprint"
      WHERE known."fingerprint" <> excluded."fingerprint"
      RETURNING known."feed"`;
    await requestPurge(
      tx,
      changed.map(({ feed }) => feedTag(feed)),
    );
    return changed.length > 0;
  });
}

/** As it stood when it was read: what has changed since is told another time. */
async function settle(db: Database, due: DueFeed[], now: Date): Promise<void> {
  const told = { tryAt: nextTry(now, 0), attempts: 0, lastError: null };
  await db.$transaction(
    due.map(({ feed, fingerprint }) =>
      db.hubFeed.updateMany({ where: { feed }, data: { ...told, toldFingerprint: fingerprint } }),
    ),
  );
}

async function putOff(db: Database, due: DueFeed[], { error, now }: { error: string; now: Date }) {
  await db.$transaction(
    due.map(({ feed, attempts }) =>
      db.hubFeed.updateMany({
        where: { feed },
        data: { attempts: attempts + 1, tryAt: nextTry(now, attempts + 1), lastError: error },
      }),
    ),
  );
}

/**
 * Why the hub didn't take it; null where it did. Its address is the operator's own word, so it may
 * be in their network; where it redirects to is not, and isn't followed.
 */
async function publish(hubUrl: string, addresses: string[]): Promise<string | null> {
  try {
    const response = await fetch(hubUrl, {
      method: 'POST',
      headers: { 'user-agent': 'Broadsheet-WebSub/1' },
      body: publishForm(addresses),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (error) {
    return whyOf(error).slice(0, 200) || 'no answer';
  }
}
