/** Carries a page's status from proxy.ts to complete-head.ts, because Next can't set it. */
export const ANSWER_STATUS_HEADER = 'x-answer-status';
