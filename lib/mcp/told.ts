/** What an assistant is told of an answer, a refusal and a fault. */
import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';

/** A refusal is told to the assistant in words, so that it can ask better. */
export async function told(read: () => Promise<string>) {
  try {
    return text(await read());
  } catch (error) {
    return { ...text(wordsOf(error)), isError: true };
  }
}

/** The library would tell any error's own message; of a fault of ours nobody learns more than this. */
export function wordsOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const requestId = randomUUID();
  log.error({ err: error, requestId }, 'an MCP request failed');
  return words.refusals.serverError(requestId);
}

export function knownPaperId(given: string): string {
  const parsed = parsePaperId(given);
  if (!parsed) throw new AppError('not_found', words.refusals.notPaperId(given));
  return parsed.id;
}

function text(said: string) {
  return { content: [{ type: 'text' as const, text: said }] };
}
