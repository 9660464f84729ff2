/** Why a paper has its rank. */
import { count } from './count';

export const ranking = {
  why: 'Why this rank',
  intro: (when: string, days: number) =>
    `Trending score over a week, as of ${when}. Each term halves every ${count(days, 'day')}. [How ranking works](about)`,
  terms: 'Terms of the score',
  event: 'Event',
  weight: 'Weight',
  left: 'Remaining',
  worth: 'Score',
  smaller: 'all smaller terms',
  score: 'Score',
  discounted: ({ votes, counted, reasons }: { votes: number; counted: string; reasons: string }) =>
    `${count(votes, 'vote')} here, which count ${counted}: ${reasons}. [Why](why)`,
  discounts: {
    new_account: (votes: number, days: number) =>
      `${votes} from accounts younger than ${count(days, 'day')}`,
    network: (votes: number) => `${votes} from many accounts in one network`,
    lockstep: (votes: number) => `${votes} from accounts that vote in lockstep`,
    mailbox: (votes: number) => `${votes} from several accounts with one mailbox`,
    unproven: (votes: number) => `${votes} from accounts with no confirmed votes`,
  },
  signals: {
    listing: () => 'listed in an edition',
    vote: (amount: number) => `${count(amount, 'vote')} here`,
    upstream_votes: (amount: number) => `${count(amount, 'vote')} on Hugging Face`,
    comment: (amount: number) => count(amount, 'person commented', 'people commented'),
    code_stars: (amount: number) => `${count(amount, 'star')} for its code`,
  },
};
