/**
 * The local mailbox of a start without SMTP_URL: catches every mail in a folder, delivers none, and
 * shows them in the browser. Reachable from this machine only.
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
     * Path of its page, such as /a-long-secret. Hard to guess, because any web page can send
     * requests to local ports, and maildev lets every origin read the answers.
     */
    path: { type: 'string', default: '/' },
  },
});

async function main(): Promise<void> {
  const { folder, path } = values;
  const [smtp, web] = [Number(values['smtp-port']), Number(values['web-port'])];
  if (!smtp || !web || !folder)
    throw new Error('--smtp-port, --web-port and --folder are required.');
  // Mails contain sign-in links.
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

/** Earlier versions let every user of the machine read the files. */
function closeToOthers(folder: string): void {
  chmodSync(folder, 0o700);
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    chmodSync(join(file.parentPath, file.name), file.isDirectory() ? 0o700 : 0o600);
  }
}

// Exits when the supervisor dies, because no other process would stop this one.
process.once('disconnect', () => process.exit());
await main();
