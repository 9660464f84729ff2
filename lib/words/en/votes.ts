/** Votes: reasons why a vote counts less than one. */
import { count, hundredths, ordinal } from './count';

export const votes = {
  lockstep: (accounts: number, minutes: number) =>
    `one of ${count(accounts, 'account')} that repeatedly vote for the same papers within ${count(minutes, 'minute')}`,
  newAccount: (days: number) =>
    `account younger than ${count(days, 'day')}, as for most votes for this paper before`,
  unproven:
    'account whose earlier votes other readers haven’t confirmed, as for most votes for this paper before',
  ring: {
    mailbox: (size: number) => `one of ${size} or more accounts with one mailbox`,
    network: (size: number, days: number) =>
      `one of ${size} or more accounts younger than ${count(days, 'day')} from one network`,
    block: (size: number, days: number) =>
      `one of ${size} or more accounts younger than ${count(days, 'day')} from one IPv6 /48`,
  },
  nth: {
    mailbox: (nth: number) => `${ordinal(nth)} vote from one mailbox`,
    network: (nth: number) => `${ordinal(nth)} vote from one network`,
    block: (nth: number) => `${ordinal(nth)} vote from one IPv6 /48`,
  },
  yours: 'Your vote',
  title: 'Vote for this paper',
  votedTitle: 'You voted',
  voted: 'Your vote is counted.',
  countedPart: (weight: string, reasons: string) => `Your vote counts ${weight}: ${reasons}.`,
  removed: 'Your vote was removed.',
  notSent: 'Your vote wasn’t sent. Please try again.',
  notVoted: 'You haven’t voted for this paper.',
  count: (votes: number) => `It has ${count(votes, 'vote')}.`,
  cast: 'Vote',
  withdraw: 'Remove my vote',
  back: 'Back',
  counts: (weight: number, reasons: readonly string[]) =>
    `It counts as ${hundredths(weight)} of a vote: ${reasons.join('; ')}. [The rules](rules) are the same for everyone. A curator can review this.`,
};
