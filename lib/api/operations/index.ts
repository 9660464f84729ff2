/** Every operation of the API, in the order of its reference. */
import type { Operation } from '@/lib/http/operation';
import { removeOperation, saveOperation } from './bookmarks';
import {
  addCommentOperation,
  comments,
  deleteCommentOperation,
  editCommentOperation,
} from './comments';
import { chooseInterests, myDigest, myInterests } from './me';
import { dailyPapers, paper, papers, searchOperation } from './papers';
import { submitOperation } from './submissions';
import { me, upvote, withdrawUpvote } from './votes';
import {
  addWebhook,
  endWebhookOperation,
  pauseWebhookOperation,
  pingWebhookOperation,
  webhookLog,
  webhooks,
} from './webhooks';

export const operations: readonly Operation[] = [
  dailyPapers,
  papers,
  searchOperation,
  paper,
  comments,
  upvote,
  withdrawUpvote,
  addCommentOperation,
  editCommentOperation,
  deleteCommentOperation,
  saveOperation,
  removeOperation,
  submitOperation,
  me,
  myDigest,
  myInterests,
  chooseInterests,
  webhooks,
  addWebhook,
  webhookLog,
  pauseWebhookOperation,
  pingWebhookOperation,
  endWebhookOperation,
];
