/** `backup` and `restore`: dumps the whole database to a file, and loads one. */
import { Command } from 'commander';
import { systemClock } from '@/lib/clock';
import { writeBackup } from '@/lib/db/backup';
import { databasePool } from '@/lib/db/client';
import { restoreBackup } from '@/lib/db/restore';
import { env } from '@/lib/env';
import { PURGE_CHANNEL } from '@/lib/site/purge';
import { progressBar } from './progress';
import { print } from './terminal';

export function backupCommands(): Command[] {
  const backup = new Command('backup')
    .description('Write the whole database to a file. The site can keep running.')
    .argument('<file>', 'the file, such as broadsheet.backup')
    .action(backUp);
  const restore = new Command('restore')
    .description('Restore a backup into this database. Stop the site first.')
    .argument('<file>', 'a file written by backup')
    .option('--replace', 'replace existing papers and readers, permanently')
    .action(restoreFrom);
  return [backup, restore];
}

async function backUp(file: string): Promise<void> {
  const bar = progressBar('rows');
  const rows = await writeBackup(env.DATABASE_URL ?? '', file, {
    now: systemClock(),
    onProgress: (done, total, table) => bar.update(done, total, table),
  });
  bar.stop();
  print(
    `${rows} rows written to ${file}. Protect it like the database, because it contains addresses.`,
  );
}

async function restoreFrom(file: string, { replace = false }: { replace?: boolean }) {
  const bar = progressBar('rows');
  const { rows, madeAt } = await restoreBackup(env.DATABASE_URL ?? '', file, {
    replaces: replace,
    onProgress: (done, total, table) => bar.update(done, total, table),
  });
  bar.stop();
  // Purges the cache of a front that is still running.
  await databasePool().query('SELECT pg_notify($1, $2)', [PURGE_CHANNEL, JSON.stringify('all')]);
  print(`${rows} rows restored, as of ${madeAt}.`);
}
