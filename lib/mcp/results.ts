/** Forms the result of a tool: its text, or the message of an error. */
import { randomUUID } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { parsePaperId } from '@/lib/papers/ids';
import { words } from '@/lib/words';

/** Returns an error as a result, so that the assistant can correct its request. */
export async function toolResult(read: () => Promise<string>) {
  try {
    return content(await read());
  } catch (error) {
    return { ...content(messageOf(error)), isError: true };
  }
}

/** Hides the message of an unexpected error, which the library would send unchanged. */
export function messageOf(error: unknown): string {
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

function content(text: string) {
  return { content: [{ type: 'text' as const, text }] };
}
