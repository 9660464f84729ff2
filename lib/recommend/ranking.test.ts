import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '@/lib/papers/maths/rich-text';
import { spelledWords, wordsOf } from '@/lib/papers/text/words';
import {
  candidate,
  interests,
  someInterests,
  somePapers,
  TOPIC_NAMES,
} from '@/tests/support/candidates';
import { choose as chooseFrom } from './diversity';
import { preparePool } from './pool';
import { rank } from './ranking';
import { TRENDING_VOTES } from './standing';
import type { Candidate, Choice } from './types';

const TODAY = '2025-03-14';
const nothing: ReadonlySet<string> = new Set();

type Wanted = ReturnType<typeof interests>;

function poolOf(papers: Candidate[]) {
  return preparePool(papers, { day: TODAY, window: 'day', topicNames: TOPIC_NAMES });
}

function choose(papers: Candidate[], wanted: Wanted, delivered = nothing): Choice[] {
  const { maxPapers } = wanted;
  return chooseFrom(rank(poolOf(papers), wanted), { delivered, maxPapers });
}

const idsOf = (choices: Choice[]) => choices.map(({ paper }) => paper.id);

/** Reimplements the rule under test: the folded words of one are consecutive in the other. */
function says(text: string, phrase: string): boolean {
  const [words, wanted] = [wordsOf(plainText(text)), wordsOf(phrase)];
  return (
    wanted.length > 0 && words.some((_, at) => wanted.every((word, i) => words[at + i] === word))
  );
}

describe('for any papers and interests', () => {
  test('words out never appear, nor what is withdrawn', () => {
    fc.assert(
      fc.property(somePapers, someInterests, (papers, wanted) => {
        for (const { paper } of choose(papers, wanted)) {
          expect(paper.withdrawn).toBe(false);
          for (const word of wanted.wordsOut) {
            expect(says(paper.title, word) || says(paper.abstract, word)).toBe(false);
          }
        }
      }),
    );
  });

  test('no paper comes twice, in one digest or in two, and never more than wanted', () => {
    fc.assert(
      fc.property(somePapers, someInterests, (papers, wanted) => {
        const first = idsOf(choose(papers, wanted));
        const second = idsOf(choose(papers, wanted, new Set(first)));
        expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
        expect(Math.max(first.length, second.length)).toBeLessThanOrEqual(wanted.maxPapers);
      }),
    );
  });

  test('the order in which papers are read makes no difference, nor does choosing again', () => {
    const shuffled = somePapers.chain((papers) =>
      fc.tuple(
        fc.constant(papers),
        fc.shuffledSubarray(papers, { minLength: papers.length, maxLength: papers.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, someInterests, ([papers, others], wanted) => {
        expect(choose(others, wanted)).toEqual(choose(papers, wanted));
      }),
    );
  });

  test('following another word lowers no paper that has it in its title', () => {
    fc.assert(
      fc.property(
        somePapers,
        someInterests,
        fc.constantFrom('fog', 'tides'),
        (papers, wanted, word) => {
          const pool = poolOf(papers);
          const before = [...rank(pool, wanted).order];
          const more = { ...wanted, wordsIn: [...wanted.wordsIn, word] };
          const after = [...rank(pool, more).order];
          for (const at of before.filter((each) =>
            says(pool.papers[each]!.candidate.title, word),
          )) {
            expect(after.indexOf(at)).toBeLessThanOrEqual(before.indexOf(at));
          }
        },
      ),
    );
  });

  test('every reason is true', () => {
    fc.assert(
      fc.property(somePapers, someInterests, (papers, wanted) => {
        for (const choice of choose(papers, wanted)) expect(isTrue(choice, wanted)).toBe(true);
      }),
    );
  });
});

function isTrue({ paper, reason }: Choice, { authors, topics, wordsIn }: Wanted): boolean {
  const followed = /^you follow (.+)$/.exec(reason)?.[1];
  if (followed !== undefined) {
    const spelled = spelledWords(followed).join();
    const slug = [...TOPIC_NAMES].find(([, name]) => name.toLowerCase() === followed.toLowerCase());
    return (
      (paper.authors.includes(followed) &&
        authors.some((n) => spelledWords(n).join() === spelled)) ||
      (slug !== undefined && topics.includes(slug[0]) && paper.topics.includes(slug[0])) ||
      (wordsIn.includes(followed) &&
        (says(paper.title, followed) || says(paper.abstract, followed)))
    );
  }
  const votes = /^trending: (\d+) votes$/.exec(reason)?.[1];
  if (votes) return paper.votes === Number(votes) && paper.votes >= TRENDING_VOTES;
  const [, place, day] = /^(?:(\d+)(?:st|nd|rd|th) )?in (.+)$/.exec(reason) ?? [];
  const names = ['today’s edition', weekdayEdition(paper), `the edition of ${dateOf(paper)}`];
  return Number(place ?? 0) === (paper.editionRank ?? 0) && names.includes(day ?? '');
}

function weekdayEdition({ listedOn }: Candidate): string {
  const weekday = new Date(listedOn).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
  return `${weekday}’s edition`;
}

function dateOf({ listedOn }: Candidate): string {
  return `${Number(listedOn.slice(-2))} March`;
}

describe('what comes first', () => {
  const crowd = Array.from({ length: 40 }, (_, index) =>
    candidate({
      id: `2503.${10_000 + index}`,
      title: `Subject${index} considered`,
      abstract: '',
      editionRank: index + 1,
      masses: { day: 800 - index / 8, week: 100, month: null },
    }),
  );
  const last = crowd.at(-1)!;
  const withLast = (overrides: Partial<Candidate>) => [
    ...crowd.slice(0, -1),
    { ...last, ...overrides },
  ];

  test('without interests, the edition’s order', () => {
    const chosen = choose(crowd, interests({ maxPapers: 3 }));
    expect(idsOf(chosen)).toEqual(['2503.10000', '2503.10001', '2503.10002']);
    expect(chosen[2]!.reason).toBe('3rd in Thursday’s edition');
  });

  test.each([
    [
      'an author',
      { authors: ['Ada Lovelace'] },
      'you follow Ada Lovelace',
      { authors: ['ada lovelace'] },
    ],
    [
      'a word of its title',
      { title: 'Naïve Lattices' },
      'you follow naive lattice',
      { wordsIn: ['naive lattice'] },
    ],
  ])('%s that is followed, however little it trends', (_, facts, reason, wanted) => {
    const [first] = choose(withLast(facts), interests(wanted));
    expect(first).toMatchObject({ paper: { id: last.id }, reason });
  });

  test('an author weighs more than a word in a title, a topic, and a word in an abstract', () => {
    const [byAuthor, byTitle, byTopic, byAbstract] = [
      { id: '2503.20001', authors: ['Ada Lovelace'] },
      { id: '2503.20002', title: 'A lattice' },
      { id: '2503.20003', topics: ['agents'] },
      { id: '2503.20004', abstract: 'A lattice.' },
    ].map((changes) => candidate({ title: '', abstract: '', ...changes }));
    const wanted = interests({
      authors: ['Ada Lovelace'],
      wordsIn: ['lattice'],
      topics: ['agents'],
    });
    const chosen = choose([byAbstract!, byTopic!, byTitle!, byAuthor!], wanted);
    expect(idsOf(chosen)).toEqual([byAuthor!.id, byTitle!.id, byTopic!.id, byAbstract!.id]);
    expect(chosen.map(({ reason }) => reason)).toEqual([
      'you follow Ada Lovelace',
      'you follow lattice',
      'you follow agents',
      'you follow lattice',
    ]);
  });

  test('the strongest of several reasons is shown', () => {
    const paper = candidate({ topics: ['agents'], authors: ['Ada Lovelace'], title: 'A lattice' });
    const all = { topics: ['agents'], wordsIn: ['lattice'], authors: ['Ada Lovelace'] };
    const reasonFor = (wanted: Partial<Wanted>) => choose([paper], interests(wanted))[0]!.reason;
    expect(reasonFor(all)).toBe('you follow Ada Lovelace');
    expect(reasonFor({ ...all, authors: [] })).toBe('you follow lattice');
    expect(reasonFor({ topics: all.topics })).toBe('you follow agents');
  });

  test('a word in matches no part of another, and a blank one nothing', () => {
    const ranked = rank(
      poolOf([candidate({ title: 'A ferry' })]),
      interests({ wordsIn: ['ferr', '  ', '!'] }),
    );
    expect(ranked.matched.size).toBe(0);
  });

  test('ten of one kind give way to others', () => {
    const alike = Array.from({ length: 10 }, (_, index) =>
      candidate({
        id: `2503.3000${index}`,
        title: 'Folding agents',
        topics: ['agents'],
        editionRank: 1,
      }),
    );
    const others = Array.from({ length: 10 }, (_, index) =>
      candidate({ id: `2503.4000${index}`, title: `Subject${index} weighed`, editionRank: 4 }),
    );
    const chosen = choose([...alike, ...others], interests({ maxPapers: 6 }));
    expect(chosen.filter(({ paper }) => paper.topics.length > 0).length).toBeLessThanOrEqual(2);
  });

  test('a reader who follows a single topic gets mostly that', () => {
    const mixed = crowd.map((paper, index) =>
      index % 5 === 0 ? { ...paper, topics: ['reasoning'] } : paper,
    );
    const chosen = choose(mixed, interests({ topics: ['reasoning'] }));
    const followed = chosen.filter(({ paper }) => paper.topics.length > 0);
    expect(followed.length).toBeGreaterThanOrEqual(6);
    expect(chosen.length).toBe(8);
  });
});

describe('what isn’t worth saying', () => {
  const votesOf = (votes: number, index: number) =>
    candidate({
      id: `2503.5000${index}`,
      votes,
      masses: { day: 800, week: 100 + Math.log2(votes), month: null },
    });

  test('nothing listed, or all of it delivered, is an empty digest', () => {
    expect(choose([], interests())).toEqual([]);
    expect(choose([candidate()], interests(), new Set([candidate().id]))).toEqual([]);
  });

  test('only what really trends: the top tenth by mass, with enough votes', () => {
    const busy = [54, 40, 9, 8, 7, 6, 5, 4, 3, 2].map(votesOf);
    const chosen = choose(busy, interests({ onlyTrending: true }));
    expect(chosen.map(({ reason }) => reason)).toEqual(['trending: 54 votes']);
    const quiet = [9, 8, 7, 6, 5].map(votesOf);
    expect(choose(quiet, interests({ onlyTrending: true }))).toEqual([]);
  });

  test('what was listed before the last digest is no news, unless it is followed or trends', () => {
    const [old, followed, fresh] = [
      candidate({ id: '2503.60001' }),
      candidate({ id: '2503.60002', authors: ['Ada Lovelace'] }),
      candidate({ id: '2503.60003', listedOn: TODAY }),
    ];
    const ranked = rank(poolOf([old, followed, fresh]), interests({ authors: ['Ada Lovelace'] }));
    const chosen = chooseFrom(ranked, { delivered: nothing, maxPapers: 9, since: TODAY });
    expect(idsOf(chosen)).toEqual([followed.id, fresh.id]);
  });
});
