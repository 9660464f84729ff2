import { expect, test } from 'vitest';
import { keySentence, sentencesOf } from './key-sentence';

const ABSTRACT = `Fog hides ships from each other. Existing foghorns, however, often fail in a storm, e.g. near
cliffs. To address this gap, we introduce Beacon, a lamp that ships see through fog of any kind. It
halves collisions in 12 ports. Code is available.`;

test('the sentence that introduces the paper’s own work is chosen, without its opening', () => {
  expect(keySentence('Beacon: Lamps for Ships in Fog', ABSTRACT)).toBe(
    'We introduce Beacon, a lamp that ships see through fog of any kind.',
  );
});

test('without an announcement, the sentence nearest to the title and the others is chosen', () => {
  const abstract =
    'Ships sink. Beacon lamps let ships see each other through fog in harbours and at sea. Rain falls.';
  expect(keySentence('Beacon lamps for ships in fog', abstract)).toContain('Beacon lamps let');
});

test('a meaningful opening is kept', () => {
  const abstract = 'In fog, ships drift apart. In winter, we present lamps of ice to sailors.';
  expect(keySentence('Lamps of ice', abstract)).toBe('We present lamps of ice to sailors.');
  expect(keySentence('Drifting ships', 'In fog, ships drift apart.')).toBe(
    'In fog, ships drift apart.',
  );
});

test('every word is the abstract’s, for any abstract', () => {
  for (const text of [
    'One.',
    'no full stop',
    'Ünïcode – “quotes”. 雾中的船。它们相遇。',
    ABSTRACT,
  ]) {
    const key = keySentence('Title', text)!;
    const folded = text.replaceAll(/\s+/g, ' ').toLowerCase();
    expect(folded).toContain(key.toLowerCase());
  }
  expect(keySentence('Title', '')).toBeNull();
  expect(keySentence('Title', ' \n ')).toBeNull();
});

test('abbreviations and decimals don’t end a sentence', () => {
  expect(
    sentencesOf('We test lamps, e.g. those of Fig. 2. They see 3.5 miles. Fog et al. agree.'),
  ).toEqual(['We test lamps, e.g. those of Fig. 2.', 'They see 3.5 miles.', 'Fog et al. agree.']);
});
