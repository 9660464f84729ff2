/** Captures the process's log for a test; the logger is the real one. */
import pino from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { log } from '@/lib/log';

export type LogLine = Record<string, unknown> & { security?: string };

/** The lines of the running test. */
export function capturedLog(): LogLine[] {
  const lines: LogLine[] = [];
  const before = { level: log.level, stream: Reflect.get(log, pino.symbols.streamSym) };
  beforeEach(() => {
    lines.length = 0;
    log.level = 'info';
    Reflect.set(log, pino.symbols.streamSym, {
      write: (line: string) => void lines.push(JSON.parse(line)),
    });
  });
  afterEach(() => {
    log.level = before.level;
    Reflect.set(log, pino.symbols.streamSym, before.stream);
  });
  return lines;
}
