/** Structured logs on standard output; addresses and secrets never appear in clear. */
import pino from 'pino';
import { env } from './env';

export const log = pino({
  level: env.LOG_LEVEL,
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['authorization', 'cookie', '*.authorization', '*.cookie', 'email', '*.email'],
});
