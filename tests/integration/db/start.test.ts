/** Output of a start, for the part without pages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database';
import { temporaryFolder } from '../../support/temporary-folder';

const { pool } = testDatabase();

const BEFORE_MS = 1_000_000;

test('the time a start took includes what came before its packages were there, and connections have names', async () => {
  const dataDir = temporaryFolder('start');
  const child = spawn(process.execPath, ['.programs/serve.mjs', 'worker'], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      DISABLE_SCHEDULER: '1',
      START_BEGAN_AT: String(Date.now() - BEFORE_MS),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let printed = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    printed += String(text);
    if (printed.includes('Ctrl-C')) break;
  }
  const { rows } = await pool.query<{ name: string }>(`
    SELECT DISTINCT application_name AS name FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE 'broadsheet %'`);
  child.kill('SIGTERM');
  await exited;
  rmSync(dataDir, { recursive: true });
  const seconds = Number(/The worker is running \(after ([\d.]+) s\)/.exec(printed)?.[1]);
  expect(seconds).toBeGreaterThanOrEqual(BEFORE_MS / 1_000);
  expect(rows).toEqual([{ name: 'broadsheet worker' }]);
});
