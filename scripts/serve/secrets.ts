/** Generates the secrets of a Broadsheet with its own database, once. */
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { randomSecret } from '@/lib/keep-once';

const NAMES = ['AUTH_SECRET', 'CRON_SECRET'] as const;
const secretsFile = z.partialRecord(z.enum(NAMES), z.string());
type Name = (typeof NAMES)[number];

/**
 * Reads secrets from the environment, else from DATA_DIR/secrets.json, else generates and stores
 * them there. Callers hold the database's lock, so that two first starts agree.
 */
export async function readSecrets(
  dataDir: string,
  given: (name: Name) => string | undefined,
): Promise<Record<string, string>> {
  const file = path.join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? secretsFile.parse(JSON.parse(await readFile(file, 'utf8'))) : {};
  const all = Object.fromEntries(NAMES.map((name) => [name, kept[name] ?? randomSecret()]));
  if (NAMES.some((name) => kept[name] === undefined)) {
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, JSON.stringify(all, null, 2), { mode: 0o600 });
    await rename(draft, file);
  }
  return Object.fromEntries(NAMES.map((name) => [name, given(name) || (all[name] ?? '')]));
}
