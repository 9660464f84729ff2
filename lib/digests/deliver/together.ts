/** Asks that come at the same time are answered by one statement; each still waits for its answer. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Gathers what is asked while an earlier statement is under way, and for `gatherMs` before each,
 * and asks it all at once after that. A failure is everybody's whose ask was in the statement.
 */
export function together<Ask, Answer>(
  answerAll: (asks: Ask[]) => Promise<Answer[]>,
  { gatherMs }: { gatherMs: number },
): (ask: Ask) => Promise<Answer> {
  let waiting: { ask: Ask; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] =
    [];
  let isBusy = false;

  async function answerWaiting(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      await sleep(gatherMs);
      const asked = waiting;
      waiting = [];
      try {
        const answers = await answerAll(asked.map(({ ask }) => ask));
        asked.forEach(({ resolve }, at) => resolve(answers[at]!));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isBusy = false;
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (!isBusy) void answerWaiting();
    });
}
