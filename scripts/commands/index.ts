/** Registers every command by name, and prints failures as messages with exit code 1. */
import { Command, CommanderError } from 'commander';
import { closeDatabase } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { backupCommands } from './backup';
import { curatorCommands } from './curator';
import { digestCommands } from './digest';
import { ingestCommands } from './ingest';
import { maintenanceCommands } from './maintenance';
import { topicCommands } from './topics';

export async function runCommand(args: string[]): Promise<void> {
  const program = new Command('broadsheet')
    .description('Commands for operators of Broadsheet.')
    .exitOverride();
  for (const command of [
    ...ingestCommands(),
    ...digestCommands(),
    ...maintenanceCommands(),
    ...curatorCommands(),
    ...topicCommands(),
    ...backupCommands(),
  ])
    program.addCommand(command);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  } finally {
    await closeDatabase();
  }
}

function exitCodeOf(error: unknown): number {
  // Commander has printed the error already.
  if (error instanceof CommanderError) return error.exitCode;
  if (!(error instanceof AppError) && !isMissingFile(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 1;
}

function isMissingFile(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^(ENOENT|EISDIR|EACCES)$/.test(String(error.code))
  );
}
