/** What a page says of its own answer, for which Next gives it no way: scripts/next-server.ts hears it. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { networkOf } from '@/lib/http/network';
import { processWide } from '@/lib/process-wide';

export type PageAnswer = {
  status?: number;
  retryAfterS?: number;
  /** Something is missing that will be there soon: this page is for whoever asked, and for once. */
  isMakeshift?: boolean;
  /** Its failure is in the log. */
  isReported?: boolean;
  /** The network that asks. */
  network?: string;
};

const answers = processWide('page-answers', () => new AsyncLocalStorage<PageAnswer>());

/** Answers a request, and writes into `answer` what its page tells meanwhile. */
export function hearAnswer<T>(answer: PageAnswer, work: () => T): T {
  return answers.get().run(answer, work);
}

/** Nobody hears it where another server runs the pages: there it is 200, and kept as others are. */
export function tellAnswer(pageAnswer: PageAnswer): void {
  Object.assign(answers.get().getStore() ?? {}, pageAnswer);
}

/** The network for which this request is answered, where scripts/next-server.ts answers it. */
export function askingNetwork(): string | undefined {
  return answers.get().getStore()?.network;
}

/** An answer to a request that the front passed on, with the client's address in a header. */
export function answerTo({ headers }: IncomingMessage): PageAnswer {
  const address = [headers['x-forwarded-for']].flat()[0];
  return address === undefined ? {} : { network: networkOf(address) };
}

/** Whether nothing was reported of this request yet; from now on something was. */
export function isFirstFailure(): boolean {
  const answer = answers.get().getStore();
  if (!answer) return true;
  const isFirst = !answer.isReported;
  answer.isReported = true;
  return isFirst;
}
