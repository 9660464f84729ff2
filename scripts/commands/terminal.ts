/** Parses days, prints output, and stops commands in order on Ctrl-C. */
import { InvalidArgumentError } from 'commander';
import { parsePeriod } from '@/lib/calendar';

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Aborts at the first interrupt, so that started work can finish. */
export function stopOnInterrupt(): AbortSignal {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  return stop.signal;
}

/** An option's calendar day; commander reports an invalid one. */
export function day(text: string): string {
  if (!parsePeriod('day', text))
    throw new InvalidArgumentError('A day such as 2025-03-10 is required.');
  return text;
}

/** The actor's name in the audit log. */
export const COMMAND_LINE = { id: null, handle: 'the command line' };
