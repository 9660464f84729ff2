/** `npm run bench:votes`: replays real days with honest readers and groups that push a paper. */
import { LOCKSTEP_DAYS } from '@/lib/votes/lockstep';
import { MOST_UNBACKED } from '@/lib/votes/weight';
import { median, note, report, rounded, runBench } from './bench';
import { countedAfterLockstep, countedVotes, lockstepOf } from './votes/count';
import {
  attackPresses,
  FARM_16,
  FRESH_100,
  FRESH_1000,
  honestPresses,
  NEW_SHARE,
  PROVEN_50,
  PUSHED,
  PUSHED_AFTER_MS,
  SHARED_SHARE,
  SLEEPERS_50,
  TRUSTED_SHARE,
  type Attack,
  type Press,
} from './votes/crowd';
import { readDays, type RealDay } from './votes/days';
import { FORMULAS, placeOf, type Formula, type Standing } from './votes/formulas';
import { kendallTau } from './votes/kendall';
import { seededRandom } from './votes/random';
import { Records } from './votes/records';

const bench = 'votes';
const DAY_MS = 86_400_000;
const FIRST_FIVE = 5;
const BUSY_TOP = 40;
const TAU_TARGET = 0.98;
/** Sleeper accounts may reach first place on this share of the days. */
const SLEEPERS_TARGET = 0.05;
/** A ring has a history: it pushed a paper on so many days. */
const EARLIER_PUSHES = 4;
/** Number of consecutive days of honest votes searched for false lockstep. */
const HONEST_DAYS = 20;

type Replayed = { day: RealDay; honest: Press[] };
type Places = { before: number; ours: number; theirs: Record<string, number> };

const isLifted = ({ before, ours }: Places) => before > FIRST_FIVE && ours <= FIRST_FIVE;

await runBench(async (dataDir) => {
  const days = replay(await readDays(dataDir));
  const listed = days.reduce((sum, { day }) => sum + day.papers.length, 0);
  note(`${days.length} days with ${listed} papers.\n`);
  reportHonestDays(days);
  reportFresh(days, '100_fresh', FRESH_100);
  reportFresh(days, '1000_fresh', FRESH_1000);
  reportFarm(days);
  reportSleepers(days);
  reportLockstep(days);
  await Promise.resolve();
});

/** The days in order from a site's first one, when no reader has a record. */
function replay(days: readonly RealDay[]): Replayed[] {
  const records = new Records();
  return days.map((day) => {
    const honest = honestPresses(day, seededRandom(day.startMs / DAY_MS), records.isProven);
    records.add(honest);
    return { day, honest };
  });
}

/** The constants were chosen on the other days. */
function heldOut<T>(days: readonly T[]): T[] {
  return days.filter((_day, at) => at % 2 === 1);
}

/** Whether discounts on honest readers preserve their order. */
function reportHonestDays(days: readonly Replayed[]): void {
  const taus = tausOf(days);
  const value = mean(taus);
  const votes = days.flatMap(({ honest }) => honest);
  const details = {
    least: Math.min(...taus),
    held_out_days: rounded(mean(tausOf(heldOut(days)))),
    first_30_days: rounded(mean(tausOf(days.slice(0, 30)))),
    days: taus.length,
    new_share: NEW_SHARE,
    unproven_share: rounded(votes.filter(({ isUnproven }) => isUnproven).length / votes.length),
    trusted_share: TRUSTED_SHARE,
    shared_network_share: SHARED_SHARE,
  };
  report({ bench, metric: 'honest_tau', value, target: TAU_TARGET, better: 'higher' }, details);
}

function tausOf(days: readonly Replayed[]): number[] {
  return days.flatMap(({ day, honest }) => {
    const counted = countedVotes(honest);
    const tau = kendallTau(day.papers.map(({ id, votes }) => [votes, counted.get(id) ?? 0]));
    return tau === null ? [] : [tau];
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function reportFresh(days: readonly Replayed[], name: string, attack: Attack): void {
  const pushes = days.map((replayed) => push(replayed, attack));
  tell(`${attack.accounts} fresh accounts on ${attack.networks} networks`, pushes);
  const busy = pushes.filter((_push, at) => topOf(days[at]) >= BUSY_TOP);
  report(
    {
      bench,
      metric: `${name}_first_five_days`,
      value: pushes.filter(isLifted).length,
      target: attack === FRESH_100 ? 0 : null,
      better: 'lower',
    },
    { days: pushes.length },
  );
  report(
    {
      bench,
      metric: `${name}_first_days`,
      value: busy.filter(({ ours }) => ours === 1).length,
      target: 0,
      better: 'lower',
    },
    { days: busy.length, top: BUSY_TOP, bound: rounded(MOST_UNBACKED) },
  );
}

/** One mailbox with tags, on the networks of one IPv6 /48. */
function reportFarm(days: readonly Replayed[]): void {
  const pushes = days.map((replayed) => push(replayed, FARM_16));
  tell('16 accounts with one mailbox', pushes);
  const value = pushes.filter(isLifted).length;
  report(
    { bench, metric: 'farm_first_five_days', value, target: 0, better: 'lower' },
    { days: pushes.length },
  );
}

/** First push by aged accounts. Without a record they weigh as new ones; with one they count. */
function reportSleepers(days: readonly Replayed[]): void {
  const sleepers = heldOut(days).map((replayed) => push(replayed, SLEEPERS_50));
  tell('50 aged accounts without a record, the first time', sleepers);
  const first = sleepers.filter(({ ours }) => ours === 1).length;
  report(
    {
      bench,
      metric: 'sleepers_first_share',
      value: first / sleepers.length,
      target: SLEEPERS_TARGET,
      better: 'lower',
    },
    { days: sleepers.length, first },
  );
  const proven = heldOut(days).map((replayed) => push(replayed, PROVEN_50));
  tell('50 aged accounts with a record, the first time', proven);
  report(
    {
      bench,
      metric: 'proven_first_share',
      value: proven.filter(({ ours }) => ours === 1).length / proven.length,
      target: null,
      better: 'lower',
    },
    { days: proven.length },
  );
}

/** Accounts with a record count until lockstep is found. */
function reportLockstep(days: readonly Replayed[]): void {
  const known = days.map((replayed) => {
    const history = earlierPushes(replayed.day);
    return push(replayed, PROVEN_50, (presses) =>
      countedAfterLockstep(presses, [...history, ...presses]),
    );
  });
  tell(`The same, after voting for ${EARLIER_PUSHES} papers before`, known);
  const value = known.filter(isLifted).length;
  report({ bench, metric: 'lockstep_first_five_days', value, target: null, better: 'lower' });
  reportFalseAlarms(days);
}

function reportFalseAlarms(days: readonly Replayed[]): void {
  const votes = days.slice(0, HONEST_DAYS).flatMap(({ honest }) => honest);
  const accused = lockstepOf(votes).reduce((sum, { userIds }) => sum + userIds.length, 0);
  report(
    { bench, metric: 'honest_votes_in_lockstep', value: accused, target: 0, better: 'lower' },
    { votes: votes.length, window_days: LOCKSTEP_DAYS },
  );
}

function earlierPushes({ startMs, ...day }: RealDay): Press[] {
  return Array.from({ length: EARLIER_PUSHES }, (_, back) => {
    const earlier = { ...day, startMs: startMs - (back + 1) * DAY_MS };
    return attackPresses(PROVEN_50, earlier, seededRandom(back), `${PUSHED} ${back}`);
  }).flat();
}

/** The pushed paper's place at the end of the day, by our ranking and by other sites' formulas. */
function push(
  { day, honest }: Replayed,
  attack: Attack,
  count: (presses: Press[]) => Map<string, number> = countedVotes,
): Places {
  const presses = [...honest, ...attackPresses(attack, day, seededRandom(attack.accounts))];
  const counted = count(presses);
  const papers = [...day.papers, { id: PUSHED, votes: 0, listedMs: day.startMs + PUSHED_AFTER_MS }];
  const byVotes: Formula = ({ votes }) => votes;
  const nowMs = day.startMs + DAY_MS;
  const place = (standings: Standing[], formula: Formula) =>
    placeOf(PUSHED, standings, (standing) => formula(standing, nowMs));
  const plain = papers.map((paper) =>
    paper.id === PUSHED ? { ...paper, votes: attack.accounts } : paper,
  );
  return {
    before: place(papers, byVotes),
    ours: place(
      papers.map((paper) => ({ ...paper, votes: counted.get(paper.id) ?? 0 })),
      byVotes,
    ),
    theirs: Object.fromEntries(
      Object.entries(FORMULAS).map(([site, formula]) => [site, place(plain, formula)]),
    ),
  };
}

function topOf(replayed: Replayed | undefined): number {
  return Math.max(0, ...(replayed?.day.papers ?? []).map(({ votes }) => votes));
}

/** Effect of an attack on its paper: median place, and days in first place and in the top five. */
function tell(title: string, pushes: readonly Places[]): void {
  const sites: [string, (places: Places) => number][] = [
    ['without it', ({ before }) => before],
    ['Broadsheet', ({ ours }) => ours],
    ...Object.keys(FORMULAS).map((site): [string, (places: Places) => number] => [
      site,
      ({ theirs }) => theirs[site] ?? Number.NaN,
    ]),
  ];
  note(`${title}:`.padEnd(56) + 'median place   first   first five');
  for (const [site, placeIn] of sites) {
    const places = pushes.map(placeIn);
    const within = (place: number) => places.filter((reached) => reached <= place).length;
    const figures = [median(places), within(1), within(FIRST_FIVE)];
    note(`  ${site}`.padEnd(56) + figures.map((figure) => String(figure).padStart(10)).join(' '));
  }
  note('');
}
