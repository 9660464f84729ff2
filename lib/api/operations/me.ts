/** What a token says of its reader. */
import { z } from 'zod';
import { operation } from '@/lib/http/operation';
import { isEntry, MAX_ENTRIES, MAX_ENTRY_CHARS } from '@/lib/subscriptions/schema';
import { dailyPaperShape } from '../shapes';

const TAG = 'You';

export const myDigest = operation({
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
});

const followed = (what: string) =>
  z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(MAX_ENTRY_CHARS)
        .refine(isEntry, 'is not one entry as the form of preferences holds it'),
    )
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

export const myInterests = operation({
  id: 'myInterests',
  method: 'get',
  path: '/api/me/interests',
  tag: TAG,
  summary: 'What your morning mail looks for',
  scope: 'digest',
  answer: interests,
  failures: NO_MAIL,
});

export const chooseInterests = operation({
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
});
