/** How proxy.ts tells the status of a page, for which Next gives it no way (complete-head.ts). */
export const ANSWER_STATUS_HEADER = 'x-answer-status';
