/** The operators' command line: `npm run broadsheet -- <command>`. Opens the database, then hands over. */
import { mkdirSync } from 'node:fs';
import { openEmbedded } from '@/lib/db/embedded';
import { migrate, withMigrationLock } from '@/lib/db/migrate';
import { findMailbox } from './serve/mailbox';
import { readSecrets } from './serve/secrets';

process.env.LOG_LEVEL ??= 'warn';
const embedded = process.env.DATABASE_URL ? null : await openOwn(process.env.DATA_DIR || '.data');
try {
  await migrate(process.env.DATABASE_URL ?? '');
  // Settings are parsed once, at their first import: so these come after the database is known.
  const { runCommand } = await import('./commands');
  await runCommand(process.argv.slice(2));
} finally {
  await embedded?.close();
}

async function openOwn(dataDir: string) {
  mkdirSync(dataDir, { recursive: true });
  const opened = await openEmbedded(dataDir);
  const secrets = await withMigrationLock(opened.url, () =>
    readSecrets(dataDir, (name) => process.env[name]),
  );
  const mail = process.env.SMTP_URL ? null : await findMailbox(dataDir);
  Object.assign(process.env, secrets, mail, { DATABASE_URL: opened.url });
  return opened;
}
