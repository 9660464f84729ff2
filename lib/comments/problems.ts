/** Messages about problems in a discussion, by code. */
import { words } from '@/lib/words';
import { DELETE_WITHIN_MINUTES, EDIT_WITHIN_MINUTES, MAX_COMMENT_CHARS } from './rules';

export const COMMENT_LIMITS = {
  characters: MAX_COMMENT_CHARS,
  editMinutes: EDIT_WITHIN_MINUTES,
  deleteMinutes: DELETE_WITHIN_MINUTES,
};

export const PROBLEMS = words.outcomes.discussion.problem(COMMENT_LIMITS);
