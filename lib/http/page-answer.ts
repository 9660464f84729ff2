/**
 * Carries a page's status and caching to scripts/next-server.ts, because Next pages can't set them.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { networkOf } from '@/lib/http/network';
import { processWide } from '@/lib/process-wide';

export type PageAnswer = {
  status?: number;
  retryAfterS?: number;
  /** Marks a page whose data is late: valid for this reader only, and not stored. */
  isMakeshift?: boolean;
  /** Set once the failure is logged. */
  isReported?: boolean;
  /** The reader's network. */
  network?: string;
};

const answers = processWide('page-answers', () => new AsyncLocalStorage<PageAnswer>());

/** Runs a request; its page writes into `answer` meanwhile. */
export function hearAnswer<T>(answer: PageAnswer, work: () => T): T {
  return answers.get().run(answer, work);
}

/** Without effect under another server: the page has status 200 there and is cached. */
export function tellAnswer(pageAnswer: PageAnswer): void {
  Object.assign(answers.get().getStore() ?? {}, pageAnswer);
}

/** The reader's network, under scripts/next-server.ts only. */
export function askingNetwork(): string | undefined {
  return answers.get().getStore()?.network;
}

/** Runs a request from the front, with the client's address in a header. */
export function answerTo({ headers }: IncomingMessage): PageAnswer {
  const address = [headers['x-forwarded-for']].flat()[0];
  return address === undefined ? {} : { network: networkOf(address) };
}

/** Whether this is the first report for the request; marks it as reported. */
export function isFirstFailure(): boolean {
  const answer = answers.get().getStore();
  if (!answer) return true;
  const isFirst = !answer.isReported;
  answer.isReported = true;
  return isFirst;
}
