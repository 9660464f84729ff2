/** Next calls this for each uncaught error of a page, a handler or proxy.ts. */
import type { Instrumentation } from 'next';
import { pageFailed } from '@/lib/http/failures/page-failures';

export const onRequestError: Instrumentation.onRequestError = (error, request) => {
  pageFailed(error, request);
};
