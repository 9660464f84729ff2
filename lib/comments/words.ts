/** Words about comments and claims of authorship, by the reason or outcome that an address carries. */
import { DELETE_WITHIN_MINUTES, EDIT_WITHIN_MINUTES, MAX_COMMENT_CHARS } from './rules';

/** Why something could not be done. */
const PROBLEMS: Record<string, string> = {
  empty: 'There was nothing in it. Please write something first.',
  too_long: `A comment has at most ${MAX_COMMENT_CHARS.toLocaleString('en')} characters.`,
  closed: 'A curator has taken this paper off the lists, so its discussion is closed.',
  parent_gone: 'The comment that you answered is gone meanwhile.',
  not_yours: 'That comment is somebody else’s.',
  gone: 'That comment is gone.',
  edit_too_late: `A comment can be edited for ${EDIT_WITHIN_MINUTES} minutes. Write another one instead.`,
  delete_too_late: `A comment can be deleted for ${DELETE_WITHIN_MINUTES} minutes. A curator can still take it out of sight: report it and say why.`,
  report: 'Please say what is wrong, in at most 1,000 characters.',
  not_an_author: 'Please choose your name from the paper’s authors.',
  no_evidence:
    'Nothing of your account says who you are: sign in with an address of your institution, or connect your ORCID iD.',
  waiting: 'You have claimed this paper already. A curator will look at it.',
  accepted: 'You are known as an author of this paper already.',
  refused: 'A curator has refused this claim.',
};

const DONE: Record<string, string> = {
  reported: 'Thank you. A curator will look at it.',
  claimed: 'Thank you. A curator will look at your claim; until then nothing changes.',
};

export const CLAIM_STATE = {
  waiting: 'waits for a curator',
  accepted: 'was accepted: what you write here is marked',
  refused: 'was refused by a curator',
} as const;

/** What was wrong, by the word that an address carries; another word says nothing. */
export function problemWords(word: string | undefined): string | undefined {
  return word !== undefined && Object.hasOwn(PROBLEMS, word) ? PROBLEMS[word] : undefined;
}

/** What was done, by the word that an address carries. */
export function doneWords(word: string | undefined): string | undefined {
  return word !== undefined && Object.hasOwn(DONE, word) ? DONE[word] : undefined;
}
