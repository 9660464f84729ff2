/** Every operation of the API, in the order of its reference. */
import type { Operation } from './operation';
import { bookmarkOperations } from './operations/bookmarks';
import { commentOperations } from './operations/comments';
import { documentOperations } from './operations/openapi';
import { meOperations } from './operations/me';
import { paperOperations } from './operations/papers';
import { pushOperations } from './operations/push';
import { submissionOperations } from './operations/submissions';
import { voteOperations } from './operations/votes';
import { webhookOperations } from './operations/webhooks';

export const operations: readonly Operation[] = [
  ...paperOperations,
  ...commentOperations,
  ...voteOperations,
  ...bookmarkOperations,
  ...submissionOperations,
  ...meOperations,
  ...webhookOperations,
  ...pushOperations,
  ...documentOperations,
];
