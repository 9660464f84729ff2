/** Candidates for a digest: one by hand, or any number at random. */
import fc from 'fast-check';
import type { Candidate, Interests } from '@/lib/recommend/types';
import { sourceOfId } from '@/lib/sources/table';

type Wanted = Interests & { maxPapers: number };

export const TOPIC_NAMES = new Map([
  ['agents', 'Agents'],
  ['3d', '3D'],
  ['reasoning', 'Reasoning'],
  ['image-generation', 'Image generation'],
]);
const WORDS = ['fog', 'graph rewriting', 'Graph-Rewritings', 'naïve', 'lattices', 'tide', 'ferry'];
const AUTHORS = ['Hana Ito', 'Ada Lovelace', 'Émile Zola', 'Grace Hopper', 'Jean-Luc Ferry'];

/** A paper listed on the day before 14 March 2025. */
export function candidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    id: '2503.99001',
    source: sourceOfId(overrides.id ?? '2503.99001')?.id ?? '',
    title: 'Weighing Fog',
    abstract: 'Fog is mostly absence.',
    authors: ['Hana Ito'],
    authorCount: overrides.authors?.length ?? 1,
    topics: [],
    votes: 3,
    upvotes: 1,
    upstreamVotes: 2,
    listedOn: '2025-03-13',
    editionRank: 5,
    masses: { day: 800, week: 100, month: null },
    codeUrl: null,
    withdrawn: false,
    ...overrides,
  };
}

/** No follows and no exclusions. */
export function interests(changes: Partial<Wanted> = {}): Wanted {
  return {
    topics: [],
    authors: [],
    wordsIn: [],
    wordsOut: [],
    onlyTrending: false,
    maxPapers: 8,
    ...changes,
  };
}

const someText = fc
  .array(fc.constantFrom(...WORDS, 'of', 'on', 'for'), { minLength: 1, maxLength: 8 })
  .map((words) => words.join(' '));
const mass = fc.option(fc.double({ min: 790, max: 810, noNaN: true }));

/** Papers that often match someInterests by words, authors or topics. */
export const somePapers: fc.Arbitrary<Candidate[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 1, max: 99_999 }).map((n) => `2503.${String(n).padStart(5, '0')}`),
      title: someText,
      abstract: someText,
      authors: fc.subarray(AUTHORS),
      topics: fc.subarray([...TOPIC_NAMES.keys()], { maxLength: 3 }),
      votes: fc.nat(99),
      listedOn: fc
        .integer({ min: 1, max: 14 })
        .map((day) => `2025-03-${String(day + 100).slice(1)}`),
      editionRank: fc.option(fc.integer({ min: 1, max: 60 })),
      masses: fc.record({ day: mass, week: mass, month: mass }),
      withdrawn: fc.boolean(),
    })
    .map(candidate),
  { selector: ({ id }) => id, maxLength: 40 },
);

export const someInterests: fc.Arbitrary<Wanted> = fc
  .record({
    topics: fc.subarray([...TOPIC_NAMES.keys()]),
    authors: fc.subarray([...AUTHORS, 'emile zola', 'Nobody']),
    wordsIn: fc.subarray([...WORDS, 'ferries', '', '??']),
    wordsOut: fc.subarray([...WORDS, 'Tides', ' ', '—'], { maxLength: 2 }),
    onlyTrending: fc.boolean(),
    maxPapers: fc.integer({ min: 1, max: 20 }),
  })
  .map(interests);
