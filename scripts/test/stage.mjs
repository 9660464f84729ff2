/** Runs a stage of the tests, and prints a line now and then while the stage is silent. */
import { spawn } from 'node:child_process';
import process from 'node:process';

const QUIET_MS = 30_000;

/**
 * Forwards the command's output, and returns its exit code. Without a terminal Vitest counts files
 * only at its end; a log needs to show progress.
 */
export async function runShowingTime(name, [program, ...args], env, options = {}) {
  const { quietMs = QUIET_MS, out = process.stdout } = options;
  const startedAt = Date.now();
  let printedAt = startedAt;
  const child = spawn(program, args, {
    stdio: ['inherit', process.stdout.isTTY ? 'inherit' : 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  child.stdout?.on('data', (chunk) => {
    printedAt = Date.now();
    out.write(chunk);
  });
  const clock = setInterval(() => {
    if (process.stdout.isTTY || Date.now() - printedAt < quietMs) return;
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    out.write(`── ${name}: running for ${seconds} s\n`);
    printedAt = Date.now();
  }, quietMs / 2);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
  } finally {
    clearInterval(clock);
  }
}
