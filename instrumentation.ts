/** Next calls this for each error that a page, a handler or proxy.ts lets through. */
import type { Instrumentation } from 'next';
import { pageFailed } from '@/lib/http/failures/page-failures';

export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  pageFailed(error, request);
};
