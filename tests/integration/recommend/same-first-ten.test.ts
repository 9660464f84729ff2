/** A reader's digest and For you recommend the same papers, in the same order, with the same reasons. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addCalendarDays } from '@/lib/calendar';
import { closeDatabase } from '@/lib/db/client';
import type { User } from '@/lib/db/generated/client';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { previewDigest } from '@/lib/digests/preview-queries';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { createMailer, type Mailer } from '@/lib/mail/smtp/transport';
import { papersForYou } from '@/lib/recommend/for-you-queries';
import { forgetSlots } from '@/lib/recommend/slot-queries';
import { dismissPaper, saveSearch } from '@/lib/search/reader/personal-commands';
import type { Preferences } from '@/lib/subscriptions/rules';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader } from '../../support/readers';
import { startSmtpSink, type SmtpSink } from '../../support/smtp-sink';
import { SLOT_AT, SLOT_DAY, subscriber } from '../../support/subscribers';

const { db } = testDatabase();

const DAY_MS = 86_400_000;
const SUBJECTS = ['fog', 'maps', 'violins', 'tides', 'lanterns', 'bridges', 'kites'];
const AUTHORS = ['Hana Ito', 'Olu Ade', 'Émile Zola'];
const PAPERS = 84;
/** The oldest is in the pool of a weekly digest alone. */
const DAYS = 12;

const idOf = (n: number) => `2503.9${String(n).padStart(4, '0')}`;
const subjectOf = (n: number) => SUBJECTS[n % SUBJECTS.length]!;

let sink: SmtpSink;
let mailer: Mailer;

beforeAll(async () => {
  sink = await startSmtpSink();
});
beforeEach(async () => {
  forgetSlots();
  await sink.forget();
  mailer = createMailer({ url: sink.url, pool: 3, from: 'Broadsheet <digest@papers.example.org>' });
  const papers = Array.from({ length: PAPERS }, (_, n) =>
    listing({
      id: idOf(n),
      listedOn: addCalendarDays(SLOT_DAY, -(n % DAYS)),
      upstreamVotes: (n * 37) % 50,
      paper: {
        title: `Weighing ${subjectOf(n)} in case ${n}`,
        abstract: `We study ${subjectOf(n)} and a little of ${subjectOf(n * 3 + 1)}.`,
        authors: [{ name: AUTHORS[n % AUTHORS.length]! }],
      },
    }),
  );
  await storeListings(db, papers, []);
  for (const [at, slug] of ['agents', 'reasoning'].entries()) {
    const ids = Array.from({ length: PAPERS / 6 }, (_, n) => idOf(6 * n + at));
    await db.paper.updateMany({ where: { id: { in: ids } }, data: { topics: [slug] } });
  }
});
afterEach(() => mailer.close());
afterAll(async () => {
  await sink.close();
  await closeDatabase();
});

async function readerWith(
  chosen: Partial<Preferences> & { confirmedAt?: Date } = {},
  { topics = [], authors = [] }: Partial<Pick<User, 'topics' | 'authors'>> = {},
): Promise<{ userId: string; subscriptionId: string }> {
  const { id: userId } = await addReader(db, 'ada', { topics, authors });
  const { id: subscriptionId } = await subscriber(db, {
    cadence: 'daily',
    maxPapers: 10,
    ...chosen,
  });
  await db.subscription.update({ where: { id: subscriptionId }, data: { userId } });
  return { userId, subscriptionId };
}

async function vote(userId: string, ...papers: number[]): Promise<void> {
  await db.vote.createMany({
    data: papers.map((n, at) => ({
      userId,
      paperId: idOf(n),
      createdAt: new Date(Date.UTC(2025, 2, 13, 0, at)),
    })),
  });
}

type Reader = Awaited<ReturnType<typeof readerWith>>;

const forYou = async ({ userId }: Pick<Reader, 'userId'>, limit = 10) => {
  const found = await papersForYou(db, userId, { today: SLOT_DAY, limit });
  return found.map(({ paper, reason }) => ({ id: paper.id, reason }));
};

async function digestOf({ subscriptionId }: Reader) {
  const reader = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const previewed = { ...reader, subscriptionId, pausedUntil: null };
  const { choices } = await previewDigest(db, previewed, { now: SLOT_AT, day: SLOT_DAY });
  return choices.map(({ paper, reason }) => ({ id: paper.id, reason }));
}

const runSlot = async (at: Date) => {
  await planDigests(db, at);
  await deliverDigests({ clock: () => at, mailer });
};

/** Readers by their interests. */
const readers: [string, RegExp, () => Promise<Reader>][] = [
  ['no interests', /edition/, () => readerWith()],
  [
    'votes',
    /^like “/,
    async () => {
      const reader = await readerWith();
      await vote(reader.userId, 1, 8, 15);
      return reader;
    },
  ],
  [
    'a library',
    /^like “/,
    async () => {
      const reader = await readerWith();
      const { userId } = reader;
      await db.bookmark.create({ data: { userId, paperId: idOf(4) } });
      await db.collection.create({
        data: { userId, name: 'Kites', papers: { create: { paperId: idOf(6) } } },
      });
      return reader;
    },
  ],
  [
    'an author whom the account follows',
    /Hana Ito/,
    () => readerWith({}, { authors: ['hana ito'] }),
  ],
  ['a topic that the account follows', /agents/, () => readerWith({}, { topics: ['agents'] })],
  [
    'a topic and words that the digest follows',
    /you follow (tides|reasoning)/,
    () => readerWith({ topics: ['reasoning'], wordsIn: ['tides'], wordsOut: ['fog'] }),
  ],
  [
    'a saved search',
    /saved search “lanterns”/,
    async () => {
      const reader = await readerWith();
      await saveSearch(db, reader.userId, 'lanterns');
      return reader;
    },
  ],
  [
    'dismissed papers beside votes and follows',
    /Olu Ade/,
    async () => {
      const reader = await readerWith({ topics: ['agents'] }, { authors: ['Olu Ade'] });
      await vote(reader.userId, 2, 3, 9, 10);
      for (const n of [1, 8, 16]) await dismissPaper(db, reader.userId, idOf(n));
      return reader;
    },
  ],
  ['a weekly digest', /edition/, () => readerWith({ cadence: 'weekly', weekday: 5 })],
  ['a digest of trending papers', /./, () => readerWith({ onlyTrending: true })],
];

describe('the first ten of For you are the digest’s for a reader with', () => {
  test.each(readers)('%s', async (_what, reason, make) => {
    const reader = await make();
    const digest = await digestOf(reader);
    expect(digest.map((choice) => choice.reason).join('\n')).toMatch(reason);
    expect((await forYou(reader)).slice(0, digest.length)).toEqual(digest);
  });
});

test('For you begins with the digest of the day before and after it is sent', async () => {
  const dayBefore = new Date(SLOT_AT.getTime() - DAY_MS);
  const reader = await readerWith(
    { confirmedAt: new Date(dayBefore.getTime() - 60_000) },
    { authors: ['Hana Ito'], topics: ['reasoning'] },
  );
  await vote(reader.userId, 1, 8, 15);
  await runSlot(dayBefore);
  const before = await forYou(reader);
  await runSlot(SLOT_AT);
  const rows = await db.delivery.findMany({
    where: { state: 'sent' },
    orderBy: { dueAt: 'asc' },
    select: { papers: true },
  });
  expect(rows).toHaveLength(2);
  const [yesterday, today] = rows.map(({ papers }) => papers as { id: string; reason: string }[]);
  const sent = today!.map(({ id, reason }) => ({ id, reason }));
  expect(before).toEqual(sent);
  expect(await forYou(reader)).toEqual(sent);
  expect(sent.filter(({ id }) => yesterday!.some((paper) => paper.id === id))).toEqual([]);
});

test('For you goes on with papers that the digest leaves out', async () => {
  const reader = await readerWith({ onlyTrending: true });
  const digest = await digestOf(reader);
  const longer = await forYou(reader, 30);
  expect(digest.length).toBeLessThan(30);
  expect(longer.slice(0, digest.length)).toEqual(digest);
  expect(new Set(longer.map(({ id }) => id)).size).toBe(30);
});

test('a reader with neither interests nor a digest is shown nothing', async () => {
  const { id: userId } = await addReader(db, 'ada');
  expect(await forYou({ userId })).toEqual([]);
});

test('a paper that the reader voted for or dismissed is in neither', async () => {
  const reader = await readerWith({ authors: ['Hana Ito'], maxPapers: 30 });
  await vote(reader.userId, 3);
  await dismissPaper(db, reader.userId, idOf(6));
  const ids = [...(await digestOf(reader)), ...(await forYou(reader, 60))].map(({ id }) => id);
  expect(ids).not.toContain(idOf(3));
  expect(ids).not.toContain(idOf(6));
  expect(ids).toContain(idOf(15));
});
