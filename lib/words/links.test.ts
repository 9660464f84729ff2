import { expect, test } from 'vitest';
import { sentenceParts, withoutLinks } from './links';

test('backticks mark code', () => {
  expect(sentenceParts('Add `.bib` or [see](more).')).toEqual([
    { text: 'Add ' },
    { text: '.bib', isCode: true },
    { text: ' or ' },
    { text: 'see', link: 'more' },
    { text: '.' },
  ]);
});

test('a sentence is split into text and named links', () => {
  expect(sentenceParts('Read [the notes](notes) or [sign in](in).')).toEqual([
    { text: 'Read ' },
    { text: 'the notes', link: 'notes' },
    { text: ' or ' },
    { text: 'sign in', link: 'in' },
    { text: '.' },
  ]);
  expect(withoutLinks('Read [the notes](notes) at [::1].')).toBe('Read the notes at [::1].');
});
