/** The operators' command line: `npm run broadsheet -- <command>`. Opens the database first. */
import { mkdirSync } from 'node:fs';
import { openEmbedded } from '@/lib/db/embedded';
import { migrate, withMigrationLock } from '@/lib/db/migrate';
import { isDatabaseOutage } from '@/lib/outage';
import { findMailbox } from './serve/mailbox';
import { readSecrets } from './serve/secrets';

process.env.LOG_LEVEL ??= 'warn';
process.env.PGAPPNAME ??= 'broadsheet command';
// An idle connection may break.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});
try {
  await main();
} catch (error) {
  fail(error);
}

async function main(): Promise<void> {
  const embedded = process.env.DATABASE_URL ? null : await openOwn(process.env.DATA_DIR || '.data');
  try {
    await migrate(process.env.DATABASE_URL ?? '');
    // Settings are parsed at their first import, so these follow the database's setup.
    const { runCommand } = await import('./commands');
    await runCommand(process.argv.slice(2));
  } finally {
    await embedded?.close();
  }
}

/** Ends with a message; the stack trace is for debugging. */
function fail(error: unknown): void {
  process.exitCode = 1;
  const isDebugging = /^(debug|trace)$/.test(process.env.LOG_LEVEL ?? '');
  process.stderr.write(
    `${isDebugging && error instanceof Error ? error.stack : sentenceOf(error)}\n`,
  );
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message.trim() : String(error);
  return isDatabaseOutage(error)
    ? `Lost the connection to the database (${lastLine(message)}). Stored data isn’t lost. ` +
        'Run the same command again once the database is available. It continues where it stopped.'
    : `${message}\nLOG_LEVEL=debug shows the stack trace.`;
}

/** Prisma prefixes the message with the call and a code excerpt. */
function lastLine(message: string): string {
  return message.split('\n').at(-1)?.trim() || 'connection lost';
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
