/** How a page tells a status that Next gives it no way to tell: scripts/next-server.ts reads it. */
export const ANSWER_STATUS_HEADER = 'x-answer-status';
