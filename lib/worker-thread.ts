/**
 * Runs CPU-bound work on a thread, so that the thread of requests stays free. The thread starts at
 * the first request, and restarts after a crash.
 */
import path from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';
import { AppError } from '@/lib/errors';

/** Limits the queue, so that a flood costs no memory. */
const MAX_WAITING = 64;
/** Idle time after which the thread ends to release its memory; the next request restarts it. */
const IDLE_MS = 10 * 60_000;
/**
 * Pause after a failed start (a missing library, for instance), so that not each request retries.
 */
const RETRY_AFTER_MS = 30_000;

export type Thread<Question, Answer> = {
  ask(question: Question, signal?: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
};

type Request<Question> = { number: number; question: Question };
/** Requests the end of a thread. */
type Ending = { end: true };
type Answered<Answer> = { number: number; answer: Answer } | { number: number; failure: string };
type Waiting<Answer> = { resolve: (answer: Answer) => void; reject: (error: Error) => void };

/**
 * `file` is the name of a bundled program (scripts/serve/programs.mjs) that calls answerQuestions.
 */
export function createThread<Question, Answer>(
  file: string,
  workerData: object,
): Thread<Question, Answer> {
  return new QuestionThread<Question, Answer>(file, workerData);
}

/**
 * Runs in the thread's module: answers the requests of createThread one at a time. `ending` aborts
 * when the thread should end, so that a long answer can stop early.
 */
export function answerQuestions<Question, Answer>(
  answer: (question: Question, ending: AbortSignal) => Promise<Answer>,
): void {
  let last: Promise<unknown> = Promise.resolve();
  const ending = new AbortController();
  parentPort?.on('message', (message: Request<Question> | Ending) => {
    if ('end' in message) {
      ending.abort();
      last = last.then(() => process.exit(0));
      return;
    }
    const { number, question } = message;
    last = last.then(async () => {
      try {
        ending.signal.throwIfAborted();
        parentPort?.postMessage({ number, answer: await answer(question, ending.signal) });
      } catch (error) {
        const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
        parentPort?.postMessage({ number, failure });
      }
    });
  });
}

/** Running threads; process.exit() would kill them like terminate(). */
const running = new Set<Worker>();

/** Ends every thread cleanly; a process with threads must call this before it exits. */
export async function closeThreads(): Promise<void> {
  await Promise.all([...running].map(endWorker));
}

/**
 * Waits for the work in progress instead of terminating the thread: a native library that is
 * interrupted in a call aborts the whole process.
 */
async function endWorker(worker: Worker): Promise<void> {
  if (!running.has(worker)) return;
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  worker.ref();
  worker.postMessage({ end: true } satisfies Ending);
  await exited;
}

class QuestionThread<Question, Answer> implements Thread<Question, Answer> {
  readonly #file: string;
  readonly #workerData: object;
  readonly #waiting = new Map<number, Waiting<Answer>>();
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | undefined;
  #lastNumber = 0;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(file: string, workerData: object) {
    // Built at run time, so that Next's bundler doesn't follow the path.
    this.#file = path.join(process.cwd(), '.programs', file);
    this.#workerData = workerData;
  }

  ask(question: Question, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    if (this.#waiting.size >= MAX_WAITING) {
      throw new AppError('unavailable', 'Too many searches at once.');
    }
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    return new Promise<Answer>((resolve, reject) => {
      const forget = () => {
        this.#waiting.delete(number);
        if (this.#waiting.size === 0) this.#rest(worker);
        reject(new AppError('unavailable', 'Nobody waits for the answer.'));
      };
      signal?.addEventListener('abort', forget, { once: true });
      const settle = () => {
        this.#waiting.delete(number);
        signal?.removeEventListener('abort', forget);
        if (this.#waiting.size === 0) this.#rest(worker);
      };
      this.#waiting.set(number, {
        resolve: (answer) => (settle(), resolve(answer)),
        reject: (error) => (settle(), reject(error)),
      });
      worker.ref();
      worker.postMessage({ number, question } satisfies Request<Question>);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    if (worker) await endWorker(worker);
  }

  #rest(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
  }

  #start(): Worker {
    if (performance.now() < this.#failedAtMs + RETRY_AFTER_MS) {
      throw new AppError('unavailable', 'It failed a moment ago.');
    }
    const worker = new Worker(this.#file, { workerData: this.#workerData, execArgv: [] });
    running.add(worker);
    worker.unref();
    worker.on('message', (answered: Answered<Answer>) => {
      const waiting = this.#waiting.get(answered.number);
      if ('answer' in answered) waiting?.resolve(answered.answer);
      else waiting?.reject(new Error(answered.failure));
    });
    worker.once('error', (error) => this.#end(worker, error));
    worker.once('exit', () => running.delete(worker));
    worker.once('exit', (code) => this.#end(worker, new Error(`The thread ended (${code}).`)));
    return worker;
  }

  #end(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) {
      this.#worker = null;
      this.#failedAtMs = performance.now();
    }
    for (const { reject } of this.#waiting.values()) {
      reject(new AppError('unavailable', 'The thread failed.', { cause }));
    }
  }
}
