/**
 * Identifies processes by number, start time and command, because numbers are reused after a crash.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Start time and command of a living process; null if no process has the number. */
export function describeProcess(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') return describeByProcFs(pid);
  if (process.platform === 'win32') return isAlive(pid) ? String(pid) : null;
  const answer = spawnSync('ps', ['-o', 'lstart=,args=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : null;
}

/** Reads /proc, because Linux images often lack `ps`. */
function describeByProcFs(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the start time is the 20th field after it.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    // A zombie has no arguments.
    return args ? `${started} ${args}` : null;
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(ENOENT|ESRCH)$/.test(String(error.code));
}
