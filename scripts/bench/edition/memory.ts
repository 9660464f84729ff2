/**
 * Preload for a Next process: runs each query once and then answers from memory, to render the same
 * page without a database.
 */
import pg from 'pg';

type Question = { text: string; values?: unknown[] };
type Callback = (error: Error | null | undefined, result?: unknown) => void;
type Ask = (question: Question | string, values: unknown, callback: Callback) => unknown;

const answers = new Map<string, unknown>();
const client = pg.Client.prototype as unknown as { query: Ask };
const askDatabase = client.query;

/** The pool's callback signature. */
const ask: Ask = function ask(this: pg.Client, question, values, callback) {
  // A new connection's settings, which the driver awaits.
  if (typeof question === 'string') return askDatabase.call(this, question, values, callback);
  const key = JSON.stringify([question.text, question.values]);
  if (answers.has(key)) {
    return setImmediate(callback, undefined, answers.get(key));
  }
  return askDatabase.call(this, question, values, (error, result) => {
    if (!error) answers.set(key, result);
    callback(error, result);
  });
};
client.query = ask;
