import { describe, expect, test } from 'vitest';
import { CADENCES } from './cadences';
import { DEFAULT_PREFERENCES } from './rules';
import {
  addressForm,
  draftOf,
  pauseForm,
  preferencesForm,
  subscribeForm,
  timeZoneSchema,
} from './schema';

const sent = { cadence: 'daily', hour: '7', timeZone: 'Europe/Vienna', maxPapers: '8' };

describe('the preferences form', () => {
  test('has no follows and no exclusions by default', () => {
    expect(preferencesForm.parse(sent)).toEqual({
      cadence: 'daily',
      weekday: 1,
      hour: 7,
      timeZone: 'Europe/Vienna',
      maxPapers: 8,
      onlyTrending: false,
      topics: [],
      authors: [],
      wordsIn: [],
      wordsOut: [],
    });
  });

  test('parses lists as people type them', () => {
    const wordsIn = ' speculative  decoding,\r\nfog;; fog\tand tide ,\n';
    expect(preferencesForm.parse({ ...sent, wordsIn }).wordsIn).toEqual([
      'speculative decoding',
      'fog',
      'fog and tide',
    ]);
  });

  test('accepts one checked topic as well as several', () => {
    expect(preferencesForm.parse({ ...sent, topics: 'agents' }).topics).toEqual(['agents']);
    const topics = ['agents', '3d'];
    expect(preferencesForm.parse({ ...sent, topics, onlyTrending: 'on' })).toMatchObject({
      topics,
      onlyTrending: true,
    });
  });

  test.each([
    ['an hour of no day', { hour: '24' }],
    ['a part of an hour', { hour: '7.5' }],
    ['no papers', { maxPapers: '0' }],
    ['too many papers', { maxPapers: '31' }],
    ['a weekday of no week', { weekday: '8' }],
    ['a cadence that we don’t have', { cadence: 'hourly' }],
    ['a topic that can be none', { topics: 'Agents!' }],
    ['a zone with more than a name', { timeZone: `UTC'; --` }],
    ['too many words', { wordsOut: Array.from({ length: 51 }, (_, n) => `w${n}`).join() }],
    ['a word as long as a page', { wordsIn: 'a'.repeat(81) }],
  ])('refuses %s', (_what, facts) => {
    expect(preferencesForm.safeParse({ ...sent, ...facts }).success).toBe(false);
  });
});

test.each(CADENCES)('the form accepts %s', (cadence) => {
  expect(preferencesForm.parse({ ...sent, cadence })).toMatchObject({ cadence });
});

describe('a rejected form', () => {
  const saved = { ...DEFAULT_PREFERENCES, topics: ['agents'], hour: 5, onlyTrending: true };

  test('shows its input again, including too long lists', () => {
    const wordsIn = Array.from({ length: 51 }, (_, n) => `word ${n}`);
    const long = 'a'.repeat(81);
    const fields = {
      ...sent,
      topics: ['3d', 'video'],
      wordsIn: wordsIn.join('\n'),
      wordsOut: long,
    };
    expect(draftOf(saved, fields)).toMatchObject({
      cadence: 'daily',
      hour: 7,
      onlyTrending: false,
      topics: ['3d', 'video'],
      wordsIn,
      wordsOut: [long],
    });
  });

  test('shows the saved value for a field that can’t be shown', () => {
    const fields = { ...sent, cadence: 'hourly', hour: '24', maxPapers: '99' };
    expect(draftOf(saved, fields)).toMatchObject({ cadence: 'weekdays', hour: 5, maxPapers: 8 });
  });
});

test('a browser with an invalid time zone can subscribe', () => {
  const form = { email: ' Ada@Example.org ', timeZone: '<script>' };
  expect(subscribeForm.parse(form)).toEqual({ email: 'ada@example.org', timeZone: undefined });
});

test('an invalid address is rejected in plain words', () => {
  const { error } = addressForm.safeParse({ email: 'ada' });
  expect(error?.issues.map(({ message }) => message)).toEqual(['is not an email address']);
});

test.each(['2030-02-29', '2030-13-01', 'tomorrow', ''])(
  '%j is an invalid day for a pause',
  (until) => {
    expect(pauseForm.safeParse({ until }).success).toBe(false);
  },
);

test.each(['UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s is a valid zone', (zone) => {
  expect(timeZoneSchema.parse(zone)).toBe(zone);
});
