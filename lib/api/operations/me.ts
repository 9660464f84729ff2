/** An account's own data: marks, next digest, interests. */
import { z } from 'zod';
import { findActor } from '@/lib/accounts/tokens/actor-commands';
import type { Followed } from '@/lib/accounts/follow-commands';
import { isFollowed } from '@/lib/accounts/queries';
import { systemClock } from '@/lib/clock';
import { publicUrl } from '@/lib/env';
import { parsePaperId } from '@/lib/papers/ids';
import { followInterests } from '@/lib/subscriptions/commands';
import { getInterests } from '@/lib/subscriptions/queries';
import { isEntry, MAX_ENTRIES, MAX_ENTRY_CHARS } from '@/lib/subscriptions/schema';
import { marksOf } from '@/lib/votes/queries';
import { myDigest } from '../digest-queries';
import { words } from '@/lib/words';
import { operation, type Operation } from '../operation';
import { dailyPaperJson } from '../paper-json';
import { dailyPaperShape } from '../shapes';

const TAG = 'You';
const MAX_IDS = 200;

/** Drops malformed ids, because an old cached page may send them. */
const paperIds = z
  .string()
  .max(20_000)
  .default('')
  .transform((list) =>
    list
      .split(',')
      .slice(0, MAX_IDS)
      .flatMap((text) => parsePaperId(text)?.id ?? []),
  );

const followed = (what: string) =>
  z
    .array(z.string().trim().min(1).max(MAX_ENTRY_CHARS).refine(isEntry, words.validation.oneEntry))
    .max(MAX_ENTRIES)
    .meta({ description: what });
const interests = z
  .object({
    topics: z
      .array(z.string().regex(/^[a-z0-9-]{1,60}$/))
      .max(MAX_ENTRIES)
      .meta({ description: 'Slugs of topics, as in /feeds/topics.opml.' }),
    authors: followed('Full names.'),
    wordsIn: followed('Words or phrases.'),
    wordsOut: followed('Papers with any of these are left out.'),
  })
  .meta({ id: 'Interests' });
const NO_MAIL = { 404: 'You aren’t subscribed to the digest.' };

export const meOperations: readonly Operation[] = [
  operation({
    id: 'me',
    method: 'get',
    path: '/api/me',
    tag: 'Readers',
    summary: 'The account of a session or token, with its marks',
    description: '`reader` is null without a session or token. A token needs the scope profile.',
    query: z.object({
      papers: paperIds.meta({
        description: `IDs of papers, separated by commas, at most ${MAX_IDS}.`,
      }),
      author: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Name of an author, for `follows`.' }),
      topic: z
        .string()
        .max(100)
        .optional()
        .meta({ description: 'Slug of a topic, for `follows`.' }),
    }),
    answer: z.object({
      reader: z
        .object({ handle: z.string(), name: z.string(), role: z.enum(['reader', 'curator']) })
        .nullable(),
      votes: z
        .array(z.string())
        .meta({ description: 'Those of `papers` with a vote by the account.' }),
      bookmarks: z
        .array(z.string())
        .meta({ description: 'Those of `papers` in the account’s library.' }),
      follows: z
        .boolean()
        .meta({ description: 'Whether the account follows `author` or `topic`.' }),
    }),
    failures: {
      401: 'The token is unknown, expired or revoked.',
      403: 'The token doesn’t have the scope.',
    },
    async handle({ query, headers, db }) {
      const reader = await findActor(headers, 'profile');
      if (!reader) return { body: { reader: null, votes: [], bookmarks: [], follows: false } };
      const { handle, name, role } = reader;
      const marks = await marksOf(db, reader.id, query.papers);
      const followed = followedOf(query);
      const follows = followed ? await isFollowed(db, reader.id, followed) : false;
      return { body: { reader: { handle, name, role }, ...marks, follows } };
    },
  }),
  operation({
    id: 'myDigest',
    method: 'get',
    path: '/api/me/digest',
    tag: TAG,
    summary: 'Preview your next digest',
    scope: 'digest',
    answer: z
      .object({
        day: z.iso.date(),
        papers: z.array(dailyPaperShape.extend({ reason: z.string() })),
      })
      .meta({ id: 'Digest' }),
    failures: { 404: 'You aren’t subscribed to the digest.' },
    async handle({ reader, db }) {
      const { day, papers } = await myDigest(db, reader.id, systemClock());
      return {
        body: {
          day,
          papers: papers.map(({ paper, listing, reason }) => ({
            ...dailyPaperJson(paper, listing, publicUrl),
            reason,
          })),
        },
      };
    },
  }),
  operation({
    id: 'myInterests',
    method: 'get',
    path: '/api/me/interests',
    tag: TAG,
    summary: 'List your digest’s interests',
    scope: 'digest',
    answer: interests,
    failures: NO_MAIL,
    async handle({ reader, db }) {
      return { body: await getInterests(db, reader.id) };
    },
  }),
  operation({
    id: 'chooseInterests',
    method: 'put',
    path: '/api/me/interests',
    tag: TAG,
    summary: 'Replace your digest’s interests',
    description: 'Replaces all four lists, from the next digest on.',
    scope: 'interests',
    body: interests,
    answer: interests,
    failures: NO_MAIL,
    async handle({ body, reader, db }) {
      await followInterests(db, reader.id, body);
      return { body: await getInterests(db, reader.id) };
    },
  }),
];

function followedOf({ author, topic }: { author?: string; topic?: string }): Followed | null {
  if (topic !== undefined) return { kind: 'topics', name: topic };
  return author === undefined ? null : { kind: 'authors', name: author };
}
