/** Compares the JSON of GET /api/daily_papers with Hugging Face's, field by field. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/db/client';
import { storeListings } from '@/lib/ingest/store/store-commands';
import { parseDailyPapers } from '@/lib/ingest/huggingface/parse';
import { callApi } from '../../support/api';
import { testDatabase } from '../../support/database';
import { realDataDir } from '../../support/real-data';

type Json = Record<string, unknown>;
type Entry = Json & { paper: Json & { id: string; authors: Json[] } };

const { db } = testDatabase();
afterAll(closeDatabase);

/** Fields about Hugging Face accounts or the requesting user, which we can't have. */
const THEIRS_ALONE = new Set([
  'followerCount',
  'isUserFollowing',
  'submitterOrganization',
  'githubRepoAddedBy',
  'ai_summary_model',
  'status',
  'statusLastChangedAt',
  // The thumbnail's address until 2024.
  'mediaUrl',
]);
/** Requires the same value, not only the same type. */
const SAME_VALUE = [
  'id',
  'upvotes',
  'numComments',
  'githubRepo',
  'githubStars',
  'projectPage',
  'mediaUrls',
  'thumbnail',
  'discussionId',
  'ai_keywords',
];
/** Clients read these outside `paper` in one version and inside in another. */
const IN_BOTH = [
  'title',
  'summary',
  'numComments',
  'submittedBy',
  'organization',
  'ai_summary',
  'projectPage',
  'githubRepo',
  'githubStars',
];

const folder = realDataDir();
const raw = folder && path.join(folder, 'hf/raw');
const FILES =
  raw && existsSync(raw)
    ? ['2024-05-27', '2025-05-27', '2025-09-30', '2025-11-17', '2026-03-10', '2026-08-20'].map(
        (day) => [day, path.join(raw, `${day}.json`)] as const,
      )
    : [['2025-03-17', 'tests/fixtures/api/daily-papers.json'] as const];

async function theirsAndOurs(day: string, file: string) {
  const body = readFileSync(file, 'utf8');
  const readAt = new Date(`${day}T12:00:00Z`);
  await storeListings(db, parseDailyPapers(body, { listedOn: day, readAt }).records, []);
  const response = await callApi(`/api/daily_papers?date=${day}&limit=100`);
  expect(response.status).toBe(200);
  const ours: Entry[] = await response.json();
  const theirs: Entry[] = JSON.parse(body);
  const byId = new Map(ours.map((entry) => [entry.paper.id, entry]));
  return theirs.map((entry) => [entry, byId.get(entry.paper.id)!] as const);
}

/** Fields of theirs that ours lacks or has as another type. */
function differences(theirs: unknown, ours: unknown, at: string): string[] {
  if (typeOf(theirs) !== typeOf(ours)) return [`${at}: ${typeOf(theirs)}, ours ${typeOf(ours)}`];
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    return differences(theirs[0] ?? null, theirs.length === 0 ? null : ours[0], `${at}[]`);
  }
  if (!isObject(theirs) || !isObject(ours)) return [];
  return Object.entries(theirs)
    .filter(([name]) => !THEIRS_ALONE.has(name))
    .flatMap(([name, value]) => differences(value, ours[name], `${at}.${name}`));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const oneLine = (text: unknown) => String(text).replace(/\s+/g, ' ').trim();

describe.each(FILES)('%s', (day, file) => {
  test('every paper has every field of theirs with the same type, inside and outside', async () => {
    const pairs = await theirsAndOurs(day, file);
    expect(pairs.length).toBeGreaterThan(0);
    for (const [theirs, ours] of pairs) {
      const { authors: theirAuthors, ...theirPaper } = theirs.paper;
      expect(differences({ ...theirs, paper: theirPaper }, ours, theirPaper.id)).toEqual([]);
      expect(ours.paper.authors.map(({ name }) => oneLine(name))).toEqual(
        theirAuthors.map(({ name }) => oneLine(name)),
      );
      theirAuthors.forEach((author, position) => {
        // An author who hides a paper on their profile isn't linked as its author here either.
        if (author.hidden) return;
        expect(differences(author, ours.paper.authors[position], theirPaper.id)).toEqual([]);
      });
    }
  });

  test('shared values are equal', async () => {
    for (const [theirs, ours] of await theirsAndOurs(day, file)) {
      for (const name of SAME_VALUE) {
        if (name in theirs) expect([name, ours[name]]).toEqual([name, theirs[name]]);
        if (name in theirs.paper) {
          expect([name, ours.paper[name]]).toEqual([name, theirs.paper[name]]);
        }
      }
      // To the millisecond: the paper's own inside, the listing's outside.
      expect([ours.paper.publishedAt, ours.publishedAt]).toEqual([
        theirs.paper.publishedAt,
        theirs.publishedAt,
      ]);
    }
  });

  test('fields that clients read in either place are in both', async () => {
    for (const [, ours] of await theirsAndOurs(day, file)) {
      for (const name of IN_BOTH) expect([name, ours[name]]).toEqual([name, ours.paper[name]]);
      if (!ours.submittedBy) continue;
      expect(ours.submittedBy).toMatchObject({
        _id: expect.stringMatching(/^[0-9a-f]{24}$/),
        user: expect.any(String),
        fullname: expect.any(String),
        avatarUrl: expect.any(String),
        isPro: false,
        type: 'user',
      });
    }
  });
});
