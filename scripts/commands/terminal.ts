/** How commands read days, how they speak, and how Ctrl-C ends them in order. */
import { InvalidArgumentError } from 'commander';
import { parsePeriod } from '@/lib/calendar';

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Aborts at the first interrupt, so that what was begun can end. */
export function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  return stop.signal;
}

/** An option's calendar day; commander says what was wrong with another text. */
export function day(text: string): string {
  if (!parsePeriod('day', text))
    throw new InvalidArgumentError('A day such as 2025-03-10 is required.');
  return text;
}

/** Who acts, in the log of what was done. */
export const COMMAND_LINE = { id: null, handle: 'the command line' };
