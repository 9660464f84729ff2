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

describe('the form of preferences', () => {
  test('left as it is means nothing followed and nothing excluded', () => {
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

  test('takes lists as people type them', () => {
    const wordsIn = ' speculative  decoding,\r\nfog;; fog\tand tide ,\n';
    expect(preferencesForm.parse({ ...sent, wordsIn }).wordsIn).toEqual([
      'speculative decoding',
      'fog',
      'fog and tide',
    ]);
  });

  test('takes one ticked topic as well as several', () => {
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

test.each(CADENCES)('the form takes %s', (cadence) => {
  expect(preferencesForm.parse({ ...sent, cadence })).toMatchObject({ cadence });
});

describe('a form that was refused', () => {
  const saved = { ...DEFAULT_PREFERENCES, topics: ['agents'], hour: 5, onlyTrending: true };

  test('is shown again as it was typed, also what was too much', () => {
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

  test('is as it was saved where a field can’t be shown', () => {
    const fields = { ...sent, cadence: 'hourly', hour: '24', maxPapers: '99' };
    expect(draftOf(saved, fields)).toMatchObject({ cadence: 'weekdays', hour: 5, maxPapers: 8 });
  });
});

test('a browser that says nonsense about its time zone can subscribe all the same', () => {
  const form = { email: ' Ada@Example.org ', timeZone: '<script>' };
  expect(subscribeForm.parse(form)).toEqual({ email: 'ada@example.org', timeZone: undefined });
});

test('an address that is none is refused in plain words', () => {
  const { error } = addressForm.safeParse({ email: 'ada' });
  expect(error?.issues.map(({ message }) => message)).toEqual(['is not an email address']);
});

test.each(['2030-02-29', '2030-13-01', 'tomorrow', ''])('%j is no day to pause until', (until) => {
  expect(pauseForm.safeParse({ until }).success).toBe(false);
});

test.each(['UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('%s may be a zone', (zone) => {
  expect(timeZoneSchema.parse(zone)).toBe(zone);
});
