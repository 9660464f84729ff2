import { expect, test } from 'vitest';
import { periodOf } from '@/lib/calendar';
import { countPhrase, COUNT_LIMIT, editionByline, emptyReason } from './rules';

const by = (...names: (string | null)[]) => names.map((submittedBy) => ({ submittedBy }));

test.each([
  ['the one who listed all of it', by('ada', 'ada'), 'by ada and the research community'],
  [
    'the two who listed most of it',
    by('cy', 'ada', 'ben', 'ada', 'ben', 'ada'),
    'by ada, ben and the research community',
  ],
  [
    'equals in the order of their names',
    by('ben', 'ada'),
    'by ada, ben and the research community',
  ],
  ['curators where nobody is known', by(null, null), 'by curators and the research community'],
  ['curators where nothing is listed', [], 'by curators and the research community'],
])('an edition is by %s', (_who, papers, byline) => {
  expect(editionByline(papers)).toBe(byline);
});

test.each([
  [0, '0 papers'],
  [1, '1 paper'],
  [69, '69 papers'],
  [COUNT_LIMIT - 1, '899 papers'],
  [COUNT_LIMIT, '900+ papers'],
])('%i is said as "%s"', (total, phrase) => {
  expect(countPhrase(total)).toBe(phrase);
});

test.each([
  ['2025-03-15', true, 'Editions appear on weekdays.'],
  ['2025-03-16', true, 'Editions appear on weekdays.'],
  ['2025-03-15', false, 'Editions appear on weekdays.'],
  ['2025-03-17', true, 'No papers have been listed today'],
  ['2025-03-17', false, 'No papers were listed on this day.'],
])('an empty %s (today: %s) says why', (day, isToday, words) => {
  expect(emptyReason(periodOf('day', day), isToday)).toContain(words);
});

test('an empty week or month reports that nothing was listed', () => {
  expect(emptyReason(periodOf('week', '2025-03-15'), false)).toBe(
    'No papers were listed in this week.',
  );
  expect(emptyReason(periodOf('month', '2025-03-15'), false)).toBe(
    'No papers were listed in this month.',
  );
});
