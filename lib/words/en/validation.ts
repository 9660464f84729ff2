/** Problems with one field of a form, parameter or body. The name of the field precedes each. */
import type { PeriodKind } from '@/lib/calendar';
import { count } from './count';

export const validation = {
  missing: 'is missing',
  repeated: 'must appear only once',
  wholeNumber: 'must be a whole number',
  atLeast: (min: number) => `must be at least ${min}`,
  atMost: (max: number) => `must be at most ${max}`,
  notAddress: 'is not a web address',
  longest: (characters: number) => `must have at most ${count(characters, 'character')}`,
  https: 'must begin with https://',
  noPassword: 'must not contain a user name or password',
  port: 'must use port 443 or 8443',
  privateNetwork: 'is in a private network',
  ourselves: 'is an address of this site',
  hasWord: 'must contain a word',
  sha256: 'is not a SHA-256 hash in base64url',
  p256: 'is not a P-256 point',
  secret16: 'is not a 16-byte secret',
  paperId: 'is not the ID or link of a paper',
  email: 'is not an email address',
  entryTooLong: (characters: number) =>
    `Each entry can have at most ${count(characters, 'character')}.`,
  tooManyEntries: (most: number) => `You can add at most ${count(most, 'entry', 'entries')}.`,
  step: 'is not a move',
  place: 'must be a whole number',
  tooManyPicks: (most: number) => `must have at most ${count(most, 'paper')}`,
  period: (kind: PeriodKind, example: string) => `must be a ${kind} such as ${example}`,
  noPeriod: (kind: PeriodKind) => `is not a ${kind}`,
  onePeriod: 'Only one of date, week and month can be given',
  cursor: 'is not a cursor from a Link header',
  oneEntry: 'must be a single entry',
  slug: 'A slug can contain lower-case letters, digits and single hyphens.',
  sameSlug: 'Two topics have the same slug.',
};
