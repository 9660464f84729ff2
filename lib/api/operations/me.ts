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

/** Leaves out malformed ids, because a cached page of ours may send old ones. */
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
      .meta({ description: 'Slugs of topics, as /feeds/topics.opml has them.' }),
    authors: followed('Full names.'),
    wordsIn: followed('Words or phrases.'),
    wordsOut: followed('A paper with any of these is left out.'),
  })
  .meta({ id: 'Interests' });
const NO_MAIL = { 404: 'You don’t get the morning mail, so it brings nothing.' };

export const meOperations: readonly Operation[] = [
  operation({
    id: 'me',
    method: 'get',
    path: '/api/me',
    tag: 'Readers',
    summary: 'Who is signed in, or whose token this is, and their marks',
    description: 'Nobody, where neither is sent. A token needs the scope profile.',
    query: z.object({
      papers: paperIds.meta({ description: `Ids to ask about, by commas, at most ${MAX_IDS}.` }),
      author: z.string().max(100).optional().meta({ description: 'A name to ask about.' }),
      topic: z.string().max(100).optional().meta({ description: 'A slug to ask about.' }),
    }),
    answer: z.object({
      reader: z
        .object({ handle: z.string(), name: z.string(), role: z.enum(['reader', 'curator']) })
        .nullable(),
      votes: z.array(z.string()).meta({ description: 'Those of the papers that they voted for.' }),
      bookmarks: z.array(z.string()).meta({ description: 'Those that they keep.' }),
      follows: z.boolean().meta({ description: 'Whether they follow that author or topic.' }),
    }),
    failures: {
      401: 'The token is none of ours, revoked or over.',
      403: 'The token may not do this.',
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
    summary: 'Your next digest, as it would be now',
    scope: 'digest',
    answer: z
      .object({
        day: z.iso.date(),
        papers: z.array(dailyPaperShape.extend({ reason: z.string() })),
      })
      .meta({ id: 'Digest' }),
    failures: { 404: 'You don’t get the morning mail, so there is no digest of yours.' },
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
    summary: 'What your morning mail looks for',
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
    summary: 'Choose what your morning mail looks for',
    description: 'All four lists are replaced; the next digest goes by them.',
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
