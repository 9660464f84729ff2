/** Every operation of the API, in the order of its reference. */
import type { Operation } from '@/lib/http/operation';
import { removeOperation, saveOperation } from './bookmarks';
import {
  addCommentOperation,
  comments,
  deleteCommentOperation,
  editCommentOperation,
} from './comments';
import { dailyPapers, paper, papers, searchOperation } from './papers';
import { submitOperation } from './submissions';
import { upvote, withdrawUpvote } from './votes';

export const operations: readonly Operation[] = [
  dailyPapers,
  papers,
  searchOperation,
  paper,
  submitOperation,
  upvote,
  withdrawUpvote,
  saveOperation,
  removeOperation,
  comments,
  addCommentOperation,
  editCommentOperation,
  deleteCommentOperation,
];
