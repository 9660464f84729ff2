/** Runs the mailbox of a start without a mail server, and shows its mails in the browser. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { randomSecret } from '@/lib/keep-once';
import { freePort } from '@/lib/ports';
import type { Program } from './child';
import { SMALL_HEAP } from './heap-flags';

const kept = z.object({ smtpPort: z.number(), webPort: z.number(), path: z.string() });
type Kept = z.infer<typeof kept>;
type Settings = { SMTP_URL: string; MAILBOX_URL: string };

export type Mailbox = { program: Program; settings: Settings };

/** The program to run, and the variables for other processes. Keeps the page's secret path. */
export async function localMailbox(dataDir: string): Promise<Mailbox> {
  const known = await readKept(dataDir);
  const mailbox: Kept = {
    smtpPort: await freePort(),
    webPort: await freePort(),
    path: known?.path ?? `/${randomSecret()}`,
  };
  await writeFile(fileIn(dataDir), JSON.stringify(mailbox), { mode: 0o600 });
  const args = [
    ...SMALL_HEAP,
    '.programs/mailbox.mjs',
    ...['--smtp-port', String(mailbox.smtpPort), '--web-port', String(mailbox.webPort)],
    ...['--folder', path.join(dataDir, 'mailbox'), '--path', mailbox.path],
  ];
  return { program: { name: 'mailbox', args, env: {} }, settings: settingsOf(mailbox) };
}

/** Address of this data folder's mailbox, also when stopped; for the command line. */
export async function findMailbox(dataDir: string): Promise<Settings | null> {
  const known = await readKept(dataDir);
  return known && settingsOf(known);
}

async function readKept(dataDir: string): Promise<Kept | null> {
  const file = fileIn(dataDir);
  return existsSync(file) ? kept.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'mailbox.json');
}

function settingsOf({ smtpPort, webPort, path: place }: Kept): Settings {
  return {
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    MAILBOX_URL: `http://127.0.0.1:${webPort}${place}`,
  };
}
