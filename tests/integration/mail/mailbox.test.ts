import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailer } from '@/lib/mail/smtp/transport';
import { freePort } from '@/lib/ports';
import { temporaryFolder } from '../../support/temporary-folder';

const PROGRAM = '.programs/mailbox.mjs';
let folder: string;
let ports: { smtp: number; web: number };
let running: ChildProcess | null = null;

beforeEach(async () => {
  folder = temporaryFolder('mailbox');
  ports = { smtp: await freePort(), web: await freePort() };
});
afterEach(async () => {
  await stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<void> {
  const place = ['--folder', path.join(folder, 'mails'), '--path', '/hard-to-guess'];
  const at = ['--smtp-port', String(ports.smtp), '--web-port', String(ports.web)];
  running = fork(PROGRAM, [...at, ...place], { execArgv: [] });
  await once(running, 'message');
}

async function stop(): Promise<void> {
  const child = running;
  running = null;
  if (!child) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function subjects(): Promise<string[]> {
  const response = await fetch(`http://127.0.0.1:${ports.web}/hard-to-guess/email`);
  const mails = (await response.json()) as { subject: string }[];
  return mails.map(({ subject }) => subject);
}

function everything(): string[] {
  const mails = path.join(folder, 'mails');
  return [
    mails,
    ...readdirSync(mails, { recursive: true }).map((name) => path.join(mails, String(name))),
  ];
}

/** Permissions of the folder and its content only. */
function modes(): Set<string> {
  return new Set(everything().map((place) => (statSync(place).mode & 0o777).toString(8)));
}

test('a mail can be read at the shown address, also after a restart', async () => {
  await start();
  const url = `smtp://127.0.0.1:${ports.smtp}`;
  const mailer = createMailer({ url, pool: 1, from: 'Broadsheet <digest@localhost>' });
  const outcome = await mailer.send({
    to: 'ada@example.org',
    subject: 'Confirm your address',
    text: 'Press the button',
    html: '<p>Press the button</p>',
    messageId: '<confirm-1@localhost>',
  });
  expect(outcome).toMatchObject({ kind: 'sent' });
  await mailer.close();
  await expect.poll(subjects).toEqual(['Confirm your address']);
  expect(modes(), 'only its owner can read it').toEqual(new Set(['700', '600']));
  await stop();
  // Left by an earlier version.
  for (const place of everything()) chmodSync(place, 0o755);
  await start();
  await expect.poll(subjects).toEqual(['Confirm your address']);
  expect(modes(), 'also what was readable before').toEqual(new Set(['700', '600']));
});

test('no one else finds the mails: neither by the usual path nor from another machine', async () => {
  await start();
  expect((await fetch(`http://127.0.0.1:${ports.web}/email`)).status).toBe(404);
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of outside) {
    for (const port of [ports.web, ports.smtp]) {
      await expect(fetch(`http://${address}:${port}/hard-to-guess/`)).rejects.toThrow();
    }
  }
});
