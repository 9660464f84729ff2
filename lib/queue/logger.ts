/** Writes the queue's messages to the structured log. */
import { Logger } from 'graphile-worker';
import { log } from '@/lib/log';

export const queueLogger = new Logger(() => (level, message, meta) => {
  const known = level === 'error' || level === 'warning' ? level : 'debug';
  log[known === 'warning' ? 'warn' : known](meta ?? {}, message);
});
