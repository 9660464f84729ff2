/** The page about ranking. `$…$` is a formula. */
import { allOf, count, percent } from './count';
import { feed } from './feed';

type Periods = Record<keyof typeof feed.periods, number>;
type Proof = {
  days: number;
  votes: number;
  confirmedAfter: number;
  confirmedBy: number;
  unbacked: number;
  newShare: number;
  most: string;
};
type Networks = { full: number; ring: number; days: number; blockFull: number; blockRing: number };
type Lockstep = { size: number; days: number; minutes: number; papers: number; share: number };

export const rules = {
  intro:
    'The rules are public, and rank can’t be bought. Each paper’s page shows the terms of its score.',
  edition: 'A day’s edition',
  trending: 'Trending',
  trendingHelp:
    'Each event adds to the score of its paper and counts half as much after each half-life [$h$](maths):',
  weights: 'Weight of each event',
  events: (cap: number) => ({
    listing: 'The paper is listed in a day’s edition.',
    vote: 'A reader votes here. The weight is multiplied by the vote’s own weight, which is at most 1.',
    upstream_votes: 'The paper gains a vote on Hugging Face.',
    comment: 'Someone comments. Each person counts once.',
    code_stars: `The paper’s code gains stars. They count as log₂(1 + stars), at most ${cap}.`,
  }),
  halfLives: (hours: Periods) =>
    `The half-life is ${allOf([
      `${feed.halfLife(hours.day)} for a day`,
      `${feed.halfLife(hours.week)} for a week`,
      `${feed.halfLife(hours.month)} for a month`,
    ])}. Votes and stars elsewhere are dated when Broadsheet reads them, but at most a day after the previous reading.`,
  stored: 'Why scores are never recomputed',
  storedHelp: (since: string) =>
    `All scores shrink at the same rate, so time alone never changes the order of two papers. Broadsheet stores one number per paper and half-life, measured from ${since} ([$t_0$](maths)). It changes only with an event:`,
  storedSource:
    'This method is forward decay (Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009). The events are stored, too, so any past order can be computed again.',
  ties: 'Papers with equal scores are ordered by votes, then by ID.',
  votes: 'What a vote counts',
  votesHelp:
    'Each reader has one vote per paper, which counts as one. It counts less if it looks coordinated:',
  unproven: ({ days, votes, confirmedAfter, confirmedBy, unbacked, newShare, most }: Proof) =>
    `[Unproven accounts.](bold) An account is proven once it is ${count(days, 'day')} old and ${votes} of its votes are confirmed. A vote is confirmed after ${count(confirmedAfter, 'day')} if the other votes for its paper count ${confirmedBy} or more, unless it was discounted because of its network, its mailbox or lockstep. For each proven account that voted for a paper, one later unproven account counts in full, and ${unbacked} more. The [$k$](maths)-th unproven account without a proven one counts [$(${unbacked}/k)^2$](maths), and ${percent(newShare)} of that if it is younger than ${count(days, 'day')}. Unproven accounts alone never count more than ${most} votes in total. Curators are proven, and so is every account that a curator trusts.`,
  mailbox: (ring: number) =>
    `[One mailbox.](bold) Addresses that differ only by a tag ([name+tag@](code)), or at Gmail by dots, are one mailbox. Accounts with the same mailbox have one vote for a paper. If ${ring} or more vote for it, none of their votes counts.`,
  network: ({ full, ring, days, blockFull, blockRing }: Networks) =>
    `[One network.](bold) The first ${full} votes for a paper from one network (an IPv4 address or an IPv6 /64) count in full. After these, the [$n$](maths)-th vote counts [$${full}/n$](maths). If ${ring} or more accounts younger than ${count(days, 'day')} vote for a paper from one network, they are treated as a ring, and none of their votes counts. An IPv6 /48 has the same rules with ${blockFull} votes and ${blockRing} accounts.`,
  lockstep: ({ size, days, minutes, papers, share }: Lockstep) =>
    `[Lockstep.](bold) If ${size} or more accounts vote for the same papers within ${count(minutes, 'minute')}, at least ${papers} times in ${count(days, 'day')}, and for at least ${percent(share)} of the papers that they vote for, they count as one voter on each of those papers.`,
  discounts:
    'Discounts that apply together are multiplied. Each discount is stored with its reason, the paper’s page shows how many there are, and a curator can undo each. A vote’s weight is set when the vote is cast. Only rings and lockstep are detected later.',
};
