/** Data folders after a first start: copies of one that is made once a run. */
import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { openEmbedded } from '@/lib/db/embedded';
import { temporaryFolder } from '@/tests/support/temporary-folder';

/** A temporary cluster needs no protection from power cuts. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Makes the folder to copy: migrated, with the sample edition. Returns a function that deletes it. */
export async function makeTemplate(): Promise<() => void> {
  const template = temporaryFolder('e2e-template');
  const { url, folder, close } = await openEmbedded(template, { settings: FAST });
  try {
    const env = { ...process.env, DATABASE_URL: url };
    await promisify(execFile)(process.execPath, ['.programs/prepare.mjs'], { env });
  } finally {
    await close();
  }
  const lines = Object.entries(FAST).map(([name, value]) => `${name} = ${value}\n`);
  appendFileSync(path.join(folder, 'postgresql.conf'), lines.join(''));
  process.env.E2E_TEMPLATE = template;
  return () => rmSync(template, { recursive: true });
}

/** A new copy, in which a site starts without migrating. */
export function usedDataFolder(): string {
  const template = process.env.E2E_TEMPLATE;
  if (!template) throw new Error('tests/e2e/global-setup.ts has not made the data folder.');
  const folder = temporaryFolder('e2e');
  // Unlike Node's copying, it keeps the owner of Postgres' files.
  execFileSync('cp', ['-a', `${template}/.`, folder]);
  return folder;
}
