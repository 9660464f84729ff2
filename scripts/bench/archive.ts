/** The archive in a benchmark's database, by the command that operators give. */
import path from 'node:path';
import type { Defer } from './bench';
import { runProgram } from './program';

type Import = { url: string; dataDir: string };

/** Returns what the command printed; `url` is the database's. */
export async function importArchive(defer: Defer, { url, dataDir }: Import): Promise<string> {
  const archive = path.join(dataDir, 'hf/daily-papers.jsonl');
  const message = await runProgram(defer, {
    args: ['.programs/commands.mjs', 'import', archive],
    env: { DATABASE_URL: url, LOG_LEVEL: 'silent' },
  });
  return message.trim();
}
