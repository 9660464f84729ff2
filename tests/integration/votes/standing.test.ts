/**
 * Weight of a vote by its account's record, mailbox and network, and limits of mails to a mailbox.
 */
import { NextRequest } from 'next/server';
import { afterAll, expect, test } from 'vitest';
import { castFor } from '@/lib/votes/reader-commands';
import { POST as signIn } from '@/app/post/sign-in/route';
import { POST as subscribe } from '@/app/post/subscribe/route';
import { findReaderById } from '@/lib/accounts/queries';
import { closeDatabase } from '@/lib/db/client';
import type { User } from '@/lib/db/generated/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { recountPapers } from '@/lib/ranking/commands';
import { castVote } from '@/lib/votes/commands';
import { proveAccounts } from '@/lib/votes/record-commands';
import {
  BLOCK_IN_FULL,
  CONFIRMED_AFTER_DAYS,
  CONFIRMED_BY,
  CONFIRMED_VOTES,
  MOST_UNBACKED,
} from '@/lib/votes/weight';
import { SITE } from '../../support/api';
import { testDatabase } from '../../support/database';
import { listing } from '../../support/factories';
import { addReader, addReaders } from '../../support/readers';

const { db, pool } = testDatabase();
afterAll(closeDatabase);

const DAY_MS = 86_400_000;
const IDS = ['2503.90001', '2503.90002', '2503.90003'] as const;
const now = new Date('2025-03-17T13:00:00Z');
const noRecord = { provenAt: null };

const listed = (upstreamVotes = 0) =>
  storeListings(
    db,
    IDS.map((id) => listing({ id, upstreamVotes })),
    [],
  );
const paper = (id: string = IDS[0]) => db.paper.findUniqueOrThrow({ where: { id } });

function press(reader: User, paperId: string = IDS[0], at = now) {
  return castVote(db, { reader, paperId, networkHash: `of ${reader.id}`, now: at });
}

/** Casts a vote as over HTTP, from an address. */
async function pressFrom(address: string, user: User) {
  const reader = await findReaderById(db, user.id);
  return castFor(reader!, IDS[0], new Headers({ 'x-forwarded-for': address }));
}

async function proven(at = new Date(now.getTime() + CONFIRMED_AFTER_DAYS * DAY_MS)) {
  await proveAccounts(at);
  const accounts = await db.user.findMany({ where: { provenAt: at }, orderBy: { id: 'asc' } });
  return accounts.map(({ handle }) => handle);
}

test('fifty aged accounts without a record come to no more than new ones, and say why', async () => {
  await listed();
  const sleepers = await addReaders(db, 50, noRecord, 'sleeper');
  for (const sleeper of sleepers.slice(0, 3)) expect((await press(sleeper)).weight).toBe(1);
  const [fourth, ...rest] = await Promise.all(sleepers.slice(3).map((one) => press(one)));
  expect(fourth).toMatchObject({ discounts: [{ reason: 'unproven', factor: 0.5625 }] });
  expect(rest).toHaveLength(46);
  const { upvotes, unprovenUpvotes, countedUpvotes } = await paper();
  expect({ upvotes, unprovenUpvotes }).toEqual({ upvotes: 50, unprovenUpvotes: 50 });
  expect(countedUpvotes).toBeLessThanOrEqual(MOST_UNBACKED);
  await recountPapers(db);
  expect(await paper()).toMatchObject({ unprovenUpvotes: 50, countedUpvotes });
});

test('an account is proven by votes that others confirmed, a day later and not before', async () => {
  await listed();
  const reader = await addReader(db, 'hana', noRecord);
  const others = await addReaders(db, CONFIRMED_BY);
  for (const id of IDS.slice(0, CONFIRMED_VOTES)) {
    await press(reader, id);
    for (const other of others) await press(other, id);
  }
  const aDayLater = now.getTime() + CONFIRMED_AFTER_DAYS * DAY_MS;
  expect(await proven(new Date(aDayLater - 1))).toEqual([]);
  expect(await proven(new Date(aDayLater))).toEqual(['hana']);
  // No account is proven twice.
  expect(await proven(new Date(aDayLater + 1))).toEqual([]);
});

test('one confirmed vote too few, or one vote of others too few, proves no account', async () => {
  await listed();
  const [one, other] = await addReaders(db, 2, noRecord, 'unproven');
  const crowd = await addReaders(db, CONFIRMED_BY);
  for (const [place, id] of IDS.slice(0, CONFIRMED_VOTES).entries()) {
    await press(other!, id);
    if (place > 0) await press(one!, id);
    // A reader's own vote confirms nothing, and the other's was cast by an unproven account.
    for (const voter of crowd.slice(place === 0 ? 2 : 0)) await press(voter, id);
  }
  expect(await proven()).toEqual([]);
});

test('a source’s votes confirm as well, where they are counted', async () => {
  await listed(CONFIRMED_BY);
  const reader = await addReader(db, 'hana', noRecord);
  for (const id of IDS.slice(0, CONFIRMED_VOTES)) await press(reader, id);
  expect(await proven()).toEqual(['hana']);
});

test('unproven accounts don’t confirm each other, however many they are', async () => {
  await listed();
  const sleepers = await addReaders(db, 60, noRecord, 'sleeper');
  for (const id of IDS) await Promise.all(sleepers.map((sleeper) => press(sleeper, id)));
  expect(await proven()).toEqual([]);
});

test('votes discounted for network, mailbox or lockstep prove no account, until that is undone', async () => {
  await listed(CONFIRMED_BY);
  const reader = await addReader(db, 'hana', noRecord);
  for (const paperId of IDS.slice(0, CONFIRMED_VOTES)) {
    await press(reader, paperId);
    const discount = { reason: 'lockstep' as const, factor: 0.5, detail: 'one of ten' };
    await db.voteDiscount.create({ data: { paperId, userId: reader.id, ...discount } });
  }
  expect(await proven()).toEqual([]);
  await db.voteDiscount.updateMany({ data: { undoneAt: now } });
  expect(await proven()).toEqual(['hana']);
});

test('sixteen tags of one mailbox in one /48 come to nothing, each on its own network', async () => {
  await listed();
  for (let number = 0; number < 16; number += 1) {
    const spelling = number % 2 === 0 ? 'h.ana@gmail.com' : 'hana@googlemail.com';
    const email = spelling.replace('@', `+${number}@`);
    const user = await addReader(db, `tag-${number}`, { email });
    const cast = await pressFrom(`2001:db8:1:${number.toString(16)}::1`, user);
    expect(cast.weight).toBe(number === 0 ? 1 : 0);
  }
  expect(await paper()).toMatchObject({ upvotes: 16, countedUpvotes: 0 });
  const reasons = await db.voteDiscount.groupBy({ by: ['reason'], _count: true });
  expect(reasons).toContainEqual({ reason: 'mailbox', _count: 16 });
  await recountPapers(db);
  expect(await paper()).toMatchObject({ upvotes: 16, countedUpvotes: 0 });
});

test('the networks of one /48 count less together', async () => {
  await listed();
  const users = await addReaders(db, BLOCK_IN_FULL + 1);
  const weights = [];
  for (const [number, user] of users.entries()) {
    weights.push((await pressFrom(`2001:db8:1:${number.toString(16)}::1`, user)).weight);
  }
  expect(weights.slice(0, -1)).toEqual(Array(BLOCK_IN_FULL).fill(1));
  expect(weights.at(-1)).toBeLessThan(1);
});

test.each(['::1', '127.0.0.1', '::ffff:127.0.0.1', 'unknown'])(
  'votes from %s carry no network, so many of them are no ring',
  async (address) => {
    await listed();
    for (const user of await addReaders(db, 6)) {
      expect((await pressFrom(address, user)).weight).toBe(1);
    }
    expect(await db.vote.count({ where: { networkHash: null, blockHash: null } })).toBe(6);
  },
);

function form(path: string, fields: Record<string, string>, address: string) {
  return new NextRequest(new URL(path, SITE), {
    method: 'POST',
    headers: { origin: SITE, 'x-forwarded-for': address },
    body: new URLSearchParams(fields),
  });
}

async function jobs(task: string): Promise<number> {
  const { rows } = await pool.query<{ jobs: number }>(
    `SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE task_identifier = $1`,
    [task],
  );
  return rows[0]!.jobs;
}

test('one mailbox gets five sign-in mails an hour, however its address is spelled', async () => {
  const answers = [];
  for (let number = 0; number < 20; number += 1) {
    const email = `han.a+${number}@${number % 2 === 0 ? 'gmail.com' : 'googlemail.com'}`;
    answers.push(await signIn(form('/sign-in', { email }, `192.0.2.${number}`), {}));
  }
  expect(answers.map(({ status }) => status)).toEqual([
    ...Array(5).fill(303),
    ...Array(15).fill(429),
  ]);
  expect(await jobs('mail-sign-in')).toBe(5);
});

test('one mailbox gets six confirmations a day, and the answer is the same after them', async () => {
  const answers = new Set<string | null>();
  for (let number = 0; number < 20; number += 1) {
    const email = `hana+${number}@tidewater.example`;
    const answer = await subscribe(form('/subscribe', { email }, `192.0.2.${number}`), {});
    answers.add(`${answer.status} ${answer.headers.get('location')}`);
  }
  expect(answers.size).toBe(1);
  expect(await jobs('mail-confirmation')).toBe(6);
});
