import { expect, test } from 'vitest';
import { listingNote, mayBeRevised, mustWait, standingOf, type ListedPaper } from './rules';

const now = new Date('2025-06-10T12:00:00Z');
const reader = {
  role: 'reader',
  trustedAt: null,
  createdAt: new Date('2025-06-10T11:00:00Z'),
} as const;

test.each([
  ['an account of this morning', reader, true],
  [
    'one a second short of a week',
    { ...reader, createdAt: new Date('2025-06-03T12:00:01Z') },
    true,
  ],
  ['one of a week', { ...reader, createdAt: new Date('2025-06-03T12:00:00Z') }, false],
  ['one that a curator trusts', { ...reader, trustedAt: now }, false],
  ['a curator’s own', { ...reader, role: 'curator' } as const, false],
])('whether %s waits for a curator', (_, submitter, waits) => {
  expect(mustWait(submitter, now)).toBe(waits);
});

const today = '2025-06-10';
const old: ListedPaper = {
  lastListedOn: '2025-03-14',
  version: 2,
  revisedOn: '2025-05-02',
  wasListedAgain: false,
  withdrawn: false,
  hidden: false,
};

test.each<[string, Partial<ListedPaper>, string]>([
  ['no edition had', { lastListedOn: null }, 'unlisted'],
  ['was revised since its edition', {}, 'revised'],
  ['has its first version only', { version: 1 }, 'listed'],
  ['was never read at arXiv', { version: null, revisedOn: null }, 'listed'],
  ['was revised before its edition', { revisedOn: '2025-03-13' }, 'listed'],
  [
    'was listed thirty days ago',
    { lastListedOn: '2025-05-11', revisedOn: '2025-05-12' },
    'revised',
  ],
  ['was listed a day later', { lastListedOn: '2025-05-12', revisedOn: '2025-05-13' }, 'listed'],
  ['was listed again before', { wasListedAgain: true }, 'listed_again'],
  ['was withdrawn', { withdrawn: true, lastListedOn: null }, 'withdrawn'],
  ['a curator hid', { hidden: true, withdrawn: true }, 'hidden'],
])('a paper that %s', (_, facts, standing) => {
  expect(standingOf({ ...old, ...facts }, today)).toBe(standing);
});

test.each<[string, Partial<ListedPaper>, boolean]>([
  ['listed long ago', {}, true],
  ['listed lately', { lastListedOn: '2025-05-12' }, false],
  ['never listed', { lastListedOn: null }, false],
  ['listed again before', { wasListedAgain: true }, false],
  ['withdrawn', { withdrawn: true }, false],
])('whether arXiv is asked once more for a paper that was %s', (_, facts, expected) => {
  expect(mayBeRevised({ ...old, version: 1, ...facts }, today)).toBe(expected);
});

test.each([
  ['', null, null],
  ['Read the appendix.', null, 'Read the appendix.'],
  ['', 3, 'listed again as revised, version 3'],
  ['New proof.', 3, 'listed again as revised, version 3. New proof.'],
])('"%s" of version %s', (note, version, expected) => {
  expect(listingNote(note, version)).toBe(expected);
});
