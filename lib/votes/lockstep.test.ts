import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  LOCKSTEP_DAYS,
  LOCKSTEP_SIZE,
  lockstepDetail,
  lockstepFactor,
  TOGETHER_MINUTES,
  TOGETHER_PAPERS,
  TOGETHER_SHARE,
  votesInLockstep,
  type CastVote,
} from './lockstep';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START = Date.parse('2030-05-01T09:00:00Z');

/** Each account votes for a paper a day, at its given minute of the day. */
function pushes(accounts: number, papers: number, minuteOf: (account: number) => number) {
  return Array.from({ length: accounts * papers }, (_, at): CastVote => {
    const [account, paper] = [at % accounts, Math.floor(at / accounts)];
    return {
      userId: `account ${account}`,
      paperId: `pushed ${paper}`,
      at: new Date(START + paper * DAY_MS + minuteOf(account) * MINUTE_MS),
    };
  });
}

const membersOf = (votes: readonly CastVote[]) =>
  new Set(votesInLockstep(votes).flatMap(({ userIds }) => userIds));

test('accounts that push the same papers at the same time are found, on each of them', () => {
  const found = votesInLockstep(pushes(50, TOGETHER_PAPERS, (account) => (account % 10) + 1));
  expect(found.map(({ paperId }) => paperId)).toEqual([
    'pushed 0',
    'pushed 1',
    'pushed 2',
    'pushed 3',
  ]);
  for (const { userIds } of found) expect(userIds).toHaveLength(50);
});

test('lockstep has the limits that the decision record states', () => {
  const limits = {
    LOCKSTEP_DAYS,
    LOCKSTEP_SIZE,
    TOGETHER_MINUTES,
    TOGETHER_PAPERS,
    TOGETHER_SHARE,
  };
  expect(limits).toEqual({
    LOCKSTEP_DAYS: 30,
    LOCKSTEP_SIZE: 5,
    TOGETHER_MINUTES: 15,
    TOGETHER_PAPERS: 4,
    TOGETHER_SHARE: 0.5,
  });
  expect(lockstepDetail(50)).toBe(
    'one of 50 accounts that repeatedly vote for the same papers within 15 minutes',
  );
});

test('votes a quarter of an hour apart are together, and those a millisecond more are not', () => {
  const apart = (minutes: number) => pushes(6, 12, (account) => (account < 3 ? 0 : minutes));
  expect(membersOf(apart(15))).toHaveLength(6);
  expect(membersOf(apart(15 + 1 / MINUTE_MS))).toHaveLength(0);
});

test('five accounts that push four papers are enough', () => {
  expect(membersOf(pushes(5, 4, () => 0))).toHaveLength(5);
});

test('joint votes for exactly half of what each voted for are lockstep, one vote less is not', () => {
  const own = (papers: number) =>
    pushes(6, papers, () => 0).map((vote) => ({
      ...vote,
      paperId: `${vote.userId} ${vote.paperId}`,
    }));
  expect(membersOf([...pushes(6, 8, () => 0), ...own(8)])).toHaveLength(6);
  expect(membersOf([...pushes(6, 8, () => 0), ...own(9)])).toHaveLength(0);
});

test('of a ring, votes at hours of their own are not discounted', () => {
  const joint = pushes(6, 5, () => 0);
  const late = joint.map((vote) => {
    const isLate = vote.paperId === 'pushed 0' && vote.userId === 'account 0';
    return isLate ? { ...vote, at: new Date(START + 120 * MINUTE_MS) } : vote;
  });
  const found = votesInLockstep(late).find(({ paperId }) => paperId === 'pushed 0');
  expect(found?.userIds.toSorted()).toEqual(['1', '2', '3', '4', '5'].map((it) => `account ${it}`));
});

test('of a ring, a paper that fewer than five of it push is not discounted', () => {
  const joint = pushes(6, 6, () => 0);
  const friends = pushes(4, 1, () => 0).map((vote) => ({ ...vote, paperId: 'of four friends' }));
  const found = votesInLockstep([...joint, ...friends]).map(({ paperId }) => paperId);
  expect(found).toHaveLength(6);
  expect(found).not.toContain('of four friends');
});

test('of a ring, two that vote for a paper later than the rest but together are found too', () => {
  const votes = pushes(6, 5, () => 0).map((vote) => {
    const isLate = vote.paperId === 'pushed 0' && /[45]$/.test(vote.userId);
    return isLate ? { ...vote, at: new Date(vote.at.getTime() + 60 * MINUTE_MS) } : vote;
  });
  const found = votesInLockstep(votes).find(({ paperId }) => paperId === 'pushed 0');
  expect(found?.userIds).toHaveLength(6);
});

test('a ring is found where its votes straddle a half hour', () => {
  expect(membersOf(pushes(6, 12, (account) => (account < 3 ? 25 : 35)))).toHaveLength(6);
});

test('many readers with tastes of their own do not hide a ring', () => {
  const readers = Array.from({ length: 60 * 6 }, (_, at): CastVote => ({
    userId: `reader ${at % 60}`,
    paperId: `read ${at}`,
    at: new Date(START),
  }));
  expect(membersOf([...readers, ...pushes(6, 6, () => 0)])).toHaveLength(6);
});

test('votes in lockstep come to one vote together', () => {
  expect(50 * lockstepFactor(50)).toBeCloseTo(1, 12);
});

test('once is chance, and so are three times', () => {
  expect(votesInLockstep(pushes(50, TOGETHER_PAPERS - 1, () => 0))).toEqual([]);
});

test('a few friends are no ring', () => {
  expect(votesInLockstep(pushes(LOCKSTEP_SIZE - 1, 20, () => 0))).toEqual([]);
});

test('readers of the same papers at their own hours are not in lockstep', () => {
  expect(votesInLockstep(pushes(40, 10, (account) => account * (TOGETHER_MINUTES + 1)))).toEqual(
    [],
  );
});

test('readers of the same hour with tastes of their own are not in lockstep', () => {
  const votes = Array.from({ length: 60 }, (_, account) =>
    Array.from({ length: 12 }, (_day, day): CastVote => ({
      userId: `account ${account}`,
      paperId: `${day} ${(account * 7 + day * 13) % 20}`,
      at: new Date(START + day * DAY_MS),
    })),
  ).flat();
  expect(votesInLockstep(votes)).toEqual([]);
});

test('as many other votes as joint ones don’t hide a ring', () => {
  const joint = pushes(30, 6, (account) => account % 5);
  const cover = joint.map((vote, at) => ({ ...vote, paperId: `cover ${at}` }));
  expect(membersOf([...joint, ...cover])).toHaveLength(30);
});

test('a reader who votes for a pushed paper among others is not counted in the ring', () => {
  const own = Array.from({ length: 5 }, (_, at) => ({
    userId: 'bystander',
    paperId: at === 0 ? 'pushed 0' : `own ${at}`,
    at: new Date(START + at * DAY_MS),
  }));
  expect(membersOf([...pushes(20, 5, () => 0), ...own]).has('bystander')).toBe(false);
});

test('a reader of more papers is not of the ring whose few papers they voted for in time', () => {
  const ring = pushes(6, TOGETHER_PAPERS, () => 0);
  const reads = Array.from({ length: TOGETHER_PAPERS * 2 + 1 }, (_, at) => ({
    userId: 'reader of more',
    paperId: at < TOGETHER_PAPERS ? `pushed ${at}` : `own ${at}`,
    at: new Date(START + at * DAY_MS),
  }));
  expect(membersOf([...ring, ...reads])).toHaveLength(6);
  expect(membersOf([...ring, ...reads.slice(0, -1)])).toHaveLength(7);
});

test('every account that is found voted with enough others, in any order of votes', () => {
  const cast = fc.record({
    userId: fc.nat(14).map(String),
    paperId: fc.nat(7).map(String),
    at: fc.nat(60).map((minute) => new Date(START + minute * MINUTE_MS)),
  });
  fc.assert(
    fc.property(fc.array(cast, { maxLength: 120 }), (votes) => {
      for (const { paperId, userIds } of votesInLockstep(votes)) {
        expect(userIds.length).toBeGreaterThanOrEqual(LOCKSTEP_SIZE);
        expect(new Set(userIds)).toHaveLength(userIds.length);
        for (const userId of userIds) {
          expect(votes.some((it) => it.userId === userId && it.paperId === paperId)).toBe(true);
        }
      }
    }),
  );
});

test('thirty thousand votes of ten thousand readers are looked through without comparing all', () => {
  const votes = Array.from({ length: 30_000 }, (_, at): CastVote => ({
    userId: `account ${at % 6_000}`,
    paperId: `paper ${(at * 7_919) % 300}`,
    at: new Date(START + ((at * 104_729) % 30_000) * MINUTE_MS),
  }));
  expect(votesInLockstep(votes)).toEqual([]);
});
