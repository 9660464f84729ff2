/** Limits a data folder to one Broadsheet: a file names the process that holds it. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { describeProcess } from '@/lib/process';

const holderFile = z.object({ pid: z.number(), process: z.string(), address: z.string() });
export type Holder = z.infer<typeof holderFile>;

/**
 * Takes the lock, or returns its holder. A dead holder, even if its number now belongs to another
 * process, doesn't count.
 */
export function takeLock(file: string, address: string): Holder | { release: () => void } {
  const own: Holder = { pid: process.pid, process: describeProcess(process.pid) ?? '', address };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    while (!linkIfFree(draft, file)) {
      const holder = readHolder(file);
      if (holder && describeProcess(holder.pid) === holder.process) return holder;
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft);
  }
  return { release: () => rmSync(file, { force: true }) };
}

function linkIfFree(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Null for a missing file, or one that this program didn't write. */
function readHolder(file: string): Holder | null {
  try {
    return holderFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
