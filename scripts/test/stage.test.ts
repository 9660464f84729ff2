import { writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { runShowingTime } from './stage.mjs';

test('a silent stage shows progress, and its output is forwarded', async () => {
  const folder = temporaryFolder('stage');
  const flag = path.join(folder, 'seen');
  // Stays silent until a line about the silence appears.
  const program = `const { existsSync } = require('node:fs');
    const wait = () => existsSync(process.argv[1]) ? (console.log('done'), process.exit(3)) : setTimeout(wait, 5);
    wait();`;
  let printed = '';
  const out = {
    write(text: string | Buffer) {
      printed += String(text);
      if (/running for \d+ s/.test(printed)) writeFileSync(flag, '');
      return true;
    },
  };
  const options = { quietMs: 20, out };
  const code = await runShowingTime(
    'a long stage',
    [process.execPath, '-e', program, flag],
    {},
    options,
  );
  rmSync(folder, { recursive: true });
  expect(code).toBe(3);
  expect(printed).toMatch(/^── a long stage: running for \d+ s\n/);
  expect(printed).toMatch(/^done$/m);
});
