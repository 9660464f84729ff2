/**
 * The local mailbox of a start without SMTP_URL: takes every mail, brings none to anybody, keeps
 * them in a folder and shows them in the browser. Reachable from this machine only.
 */
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import maildev from 'maildev';

const LOOPBACK = '127.0.0.1';

const { values } = parseArgs({
  options: {
    'smtp-port': { type: 'string' },
    'web-port': { type: 'string' },
    folder: { type: 'string' },
    /**
     * Where its page is, such as /a-long-secret. Any page on the web can ask this machine's
     * ports, and maildev lets every one of them read; so the place must be hard to guess.
     */
    path: { type: 'string', default: '/' },
  },
});

async function main(): Promise<void> {
  const { folder, path } = values;
  const [smtp, web] = [Number(values['smtp-port']), Number(values['web-port'])];
  if (!smtp || !web || !folder)
    throw new Error('--smtp-port, --web-port and --folder are required.');
  // Mails hold links that sign their reader in.
  process.umask(0o077);
  mkdirSync(folder, { recursive: true });
  closeToOthers(folder);
  const mailbox = maildev({
    smtp,
    web,
    ip: LOOPBACK,
    webIp: LOOPBACK,
    mailDirectory: folder,
    basePathname: path,
    silent: true,
  });
  await mailbox.listen();
  const page = await fetch(`http://${LOOPBACK}:${web}${path.replace(/\/$/, '')}/healthz`);
  if (!page.ok) throw new Error(`The mailbox's page answers HTTP ${page.status}.`);
  process.send?.({ ready: true });
}

/** Of an earlier version, files could be read by everybody on this machine. */
function closeToOthers(folder: string): void {
  chmodSync(folder, 0o700);
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(file.parentPath, file.name), file.isDirectory() ? 0o700 : 0o600);
  }
}

// The supervisor died: without it nobody would ever stop this process.
process.once('disconnect', () => process.exit());
await main();
