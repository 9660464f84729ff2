/** Imports the archive into a benchmark's database with the operators' command. */
import path from 'node:path';
import type { Defer } from './bench';
import { runProgram } from './program';

type Import = { url: string; dataDir: string };

/** Returns the command's output; `url` is the database's. */
export async function importArchive(defer: Defer, { url, dataDir }: Import): Promise<string> {
  const archive = path.join(dataDir, 'hf/daily-papers.jsonl');
  const message = await runProgram(defer, {
    args: ['.programs/commands.mjs', 'import', archive],
    env: { DATABASE_URL: url, LOG_LEVEL: 'silent' },
  });
  return message.trim();
}
