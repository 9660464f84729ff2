/** What the submit page says: of a paper's standing, after a form, and in the list of one's own. */
import { RELIST_AFTER_DAYS, type Standing } from '@/lib/submissions/rules';

export const DONE: Record<string, string> = {
  listed: 'Listed. It stands on today’s edition.',
  queued:
    'Thank you. Accounts in their first week are read by a curator before they list; this one waits for that.',
  fetching:
    'arXiv can’t be asked just now. Your submission is kept, and goes on by itself once arXiv answers; you see here what became of it.',
};

export const PROBLEM: Record<string, string> = {
  paper: 'That is no id or link of a paper that we know. An arXiv id or address is best.',
  unknown: 'arXiv has no paper of this id. New papers take until their announcement to be there.',
  note: 'A note has at most 500 characters.',
  codeUrl: 'The link to the code needs an address that begins with https://.',
  projectUrl: 'The link to the project needs an address that begins with https://.',
  waiting: 'Somebody has submitted this paper already, and it waits to be looked at.',
  limit: 'You have looked up or submitted many papers today. Please go on tomorrow.',
};

/** Why a paper can't be submitted, or what has to be said with it. */
export const STANDING: Record<Exclude<Standing, 'unlisted'>, string> = {
  listed: `It stands on an edition already. A paper can be listed again, once, when it has been revised more than ${RELIST_AFTER_DAYS} days after that.`,
  revised:
    'It stood on an earlier edition, and has been revised since. It can be listed once more.',
  listed_again:
    'It stood on an edition, and was listed once more as revised. That was its last time.',
  withdrawn: 'Its authors have withdrawn it.',
  hidden: 'A curator has taken it off the lists.',
};
