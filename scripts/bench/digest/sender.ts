/**
 * A child process that sends digests on command over its channel: as the worker does, composing
 * only, or with nodemailer alone. Argument: the file of mails that `capture` writes and the
 * nodemailer mode sends.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { deliverDigests } from '@/lib/digests/deliver/deliver-commands';
import { env } from '@/lib/env';
import { composeMessage, type MailMessage } from '@/lib/mail/message';
import { mailer } from '@/lib/mail/mailer';
import type { Mailer } from '@/lib/mail/smtp/transport';

export type Order =
  | { do: 'deliver' | 'compose'; at: string; seconds: number }
  | { do: 'capture'; at: string; mails: number }
  | { do: 'bare'; seconds: number };
export type Sent = { mails: number; seconds: number; rssMb: number; cpuSeconds: number };

const FROM = { name: 'Broadsheet', address: 'digest@papers.example.org' };
const KILOBYTES_A_MB = 1_024;
const [, , file = ''] = process.argv;

async function deliver(at: string, seconds: number, through: Mailer): Promise<number> {
  const aheadMs = Date.parse(at) - Date.now();
  const clock = () => new Date(Date.now() + aheadMs);
  const deadline = new Date(clock().getTime() + seconds * 1_000);
  return (await deliverDigests({ clock, deadline, mailer: through })).sent;
}

/** A mailer that accepts every mail immediately. */
function taking(take: (message: MailMessage) => void): Mailer {
  const send = (message: MailMessage) => {
    take(message);
    return Promise.resolve({ kind: 'sent', detail: '' } as const);
  };
  return { ...mailer(), send };
}

async function capture(at: string, mails: number): Promise<number> {
  const kept: MailMessage[] = [];
  const enough = new AbortController();
  // Drops the prepared encoding, because the baseline encodes its mails with nodemailer.
  const through = taking(({ quoted: _prepared, ...message }) => {
    if (kept.push(message) >= mails) enough.abort();
  });
  const clock = () => new Date(at);
  await deliverDigests({ clock, mailer: through, signal: enough.signal });
  writeFileSync(file, JSON.stringify(kept));
  return kept.length;
}

/** The baseline: the same mails through a nodemailer pool with as many connections. */
async function sendBare(seconds: number): Promise<number> {
  const messages = JSON.parse(readFileSync(file, 'utf8')) as MailMessage[];
  const mails: SendMailOptions[] = messages.map((message) => composeMessage(message, FROM));
  const transport = createTransport({
    url: env.SMTP_URL,
    pool: true,
    maxConnections: env.MAIL_POOL,
    maxMessages: Infinity,
  });
  const deadline = performance.now() + seconds * 1_000;
  let sent = 0;
  const lane = async () => {
    for (; performance.now() < deadline; sent += 1) {
      await transport.sendMail({ ...mails[sent % mails.length] });
    }
  };
  await Promise.all(Array.from({ length: env.MAIL_POOL * 2 }, lane));
  transport.close();
  return sent;
}

function obey(order: Order): Promise<number> {
  switch (order.do) {
    case 'deliver':
      return deliver(order.at, order.seconds, mailer());
    case 'compose':
      return deliver(
        order.at,
        order.seconds,
        taking(() => undefined),
      );
    case 'capture':
      return capture(order.at, order.mails);
    case 'bare':
      return sendBare(order.seconds);
  }
}

process.on('message', async (order: Order) => {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const mails = await obey(order);
  const { user, system } = process.cpuUsage(cpu);
  const sent: Sent = {
    mails,
    seconds: (performance.now() - startedAt) / 1_000,
    rssMb: process.resourceUsage().maxRSS / KILOBYTES_A_MB,
    cpuSeconds: (user + system) / 1e6,
  };
  process.send?.(sent);
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
