/** `digest preview|plan|send|status|suppress|unsuppress|bounce`: operates digests. */
import { readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { Command } from 'commander';
import { systemClock } from '@/lib/clock';
import { barAddress, liftBar } from '@/lib/curation/mail-commands';
import { database } from '@/lib/db/client';
import { deliverDigests, type DeliveryCounts } from '@/lib/digests/deliver/deliver-commands';
import { planDigests } from '@/lib/digests/plan/planning-commands';
import { findPreviewMail } from '@/lib/digests/preview-mail-queries';
import { findSubscriberHistory, openDeliveries, recentIssues } from '@/lib/digests/queries';
import { fromUtcDate } from '@/lib/calendar';
import { AppError } from '@/lib/errors';
import { recordMailReport } from '@/lib/mail/commands';
import { messageAsFile } from '@/lib/mail/eml';
import { closeMailer, mailer } from '@/lib/mail/mailer';
import { findSuppression, mailEventsOf } from '@/lib/mail/queries';
import { normaliseAddress } from '@/lib/mail/address';
import { cadenceInWords } from '@/lib/subscriptions/rules';
import { progressBar } from './progress';
import { COMMAND_LINE, day, print, stopOnInterrupt } from './terminal';

const SHOWN_ISSUES = 10;
const SHOWN_DELIVERIES = 10;
const SHOWN_EVENTS = 10;

export function digestCommands(): Command[] {
  const digest = new Command('digest').description('Plan, deliver and inspect digests.');
  digest
    .command('preview')
    .description('Show the next digest of an address, or of a reader without preferences.')
    .argument('[address]', 'a subscriber')
    .option('--day <day>', 'on another day, such as 2025-03-14', day)
    .option('--to <file>', 'print it as a mail (.eml) instead of as text')
    .action(preview);
  digest
    .command('plan')
    .description('Plan the due digests. The worker or `digest send` delivers them.')
    .action(plan);
  digest
    .command('send')
    .description('Plan the due digests and deliver all planned digests.')
    .action(send);
  digest
    .command('status')
    .description('Show the newest digests, or the history of one address.')
    .argument('[address]', 'a subscriber')
    .action((address?: string) => (address ? addressStatus(parse(address)) : issuesStatus()));
  digest
    .command('suppress')
    .description('Block an address. No digest is sent to it, not even one already planned.')
    .argument('<address>', 'any email address')
    .action(bar);
  digest
    .command('unsuppress')
    .description('Unblock an address, also after a bounce or complaint. It can subscribe again.')
    .argument('<address>', 'any email address')
    .action(lift);
  digest
    .command('bounce')
    .description('Record a bounce or complaint from a received mail.')
    .argument('[file]', 'file with the mail; default: standard input')
    .action(bounce);
  return [digest];
}

async function bar(address: string): Promise<void> {
  const email = parse(address);
  await barAddress(database(), COMMAND_LINE, { email, now: systemClock() });
  print(`${email} is blocked. No digests are sent to it.`);
}

async function lift(address: string): Promise<void> {
  const email = parse(address);
  await liftBar(database(), COMMAND_LINE, email);
  print(`${email} is unblocked. Its owner can subscribe again.`);
}

/** For a mail server's pipe, which passes mail to MAIL_FROM to this command. */
async function bounce(file: string | undefined): Promise<void> {
  const raw = file ? await readFile(file) : await buffer(process.stdin);
  const events = await recordMailReport(database(), raw, systemClock());
  print(
    events > 0
      ? `${count(events, 'event')} recorded.`
      : 'This mail doesn’t report about a digest. Nothing was recorded.',
  );
}

async function preview(address: string | undefined, options: { day?: string; to?: string }) {
  const email = address === undefined ? null : parse(address);
  const mail = await findPreviewMail(database(), email, { ...options, now: systemClock() });
  if (!mail) return print('No papers are chosen for that day, so no digest is sent.');
  if (!options.to) return print(`Subject: ${mail.subject}\n\n${mail.text}`);
  await writeFile(options.to, await messageAsFile(mail));
  print(`${options.to}: ${mail.subject}`);
}

async function plan(): Promise<void> {
  const planned = await planDigests(database(), systemClock());
  print(`${count(planned, 'digest')} planned.`);
  await printRemaining();
}

async function send(): Promise<void> {
  // Checked first, because planning without a mail server has no use.
  const through = mailer();
  const bar = progressBar('digests');
  try {
    const planned = await planDigests(database(), systemClock());
    const { due } = await openDeliveries(database(), systemClock());
    const counts = await deliverDigests({
      mailer: through,
      signal: stopOnInterrupt(),
      onProgress: (so) => bar.update(handled(so), Math.max(due, handled(so)), 'digest send'),
    });
    bar.stop();
    const { sent, skipped, deferred, failed } = counts;
    print(
      `${planned} planned: ${sent} sent, ${skipped} skipped, ${deferred} deferred, ${failed} failed.`,
    );
    await printRemaining();
  } finally {
    await closeMailer();
  }
}

function handled({ sent, skipped, deferred, failed }: DeliveryCounts): number {
  return sent + skipped + deferred + failed;
}

async function printRemaining(): Promise<void> {
  const { due, later } = await openDeliveries(database(), systemClock());
  print(`${count(due, 'delivery')} due now, ${later} waiting to be retried.`);
}

async function issuesStatus(): Promise<void> {
  const issues = await recentIssues(database(), SHOWN_ISSUES);
  if (issues.length === 0) print('No digests planned yet.');
  for (const { localDay, cadence, counts } of issues) {
    const states = Object.entries(counts).map(([state, n]) => `${n} ${state}`);
    print(`${localDay} ${cadence}: ${states.join(', ') || 'no deliveries'}`);
  }
  await printRemaining();
}

async function addressStatus(email: string): Promise<void> {
  const [history, suppression, events] = await Promise.all([
    findSubscriberHistory(database(), email, SHOWN_DELIVERIES),
    findSuppression(database(), email),
    mailEventsOf(database(), email, SHOWN_EVENTS),
  ]);
  if (suppression) {
    const { reason, since } = suppression;
    print(`Not mailed since ${since.toISOString()}: ${reason}.`);
  }
  for (const { kind, at, detail } of events) {
    print(
      [`reported ${at.toISOString()}: ${kind.replace('_', ' ')}`, detail]
        .filter(Boolean)
        .join(', '),
    );
  }
  if (!history) return print('No subscription has this address.');
  print(`${history.state}, ${cadenceInWords(history)}`);
  print(`confirmed ${timeOr(history.confirmedAt, 'never')}`);
  print(`next due  ${timeOr(history.nextDueAt, 'never')}`);
  if (history.deliveries.length === 0) print('No digests planned for this address yet.');
  for (const { issue, state, sentAt, attempts, messageId, lastError } of history.deliveries) {
    const parts = [state, timeOr(sentAt, ''), count(attempts, 'try'), messageId, lastError];
    print(`${fromUtcDate(issue.localDay)} ${issue.cadence}: ${parts.filter(Boolean).join(', ')}`);
  }
}

function parse(address: string): string {
  const email = normaliseAddress(address);
  if (!email) throw new AppError('bad_request', `${address} is not an email address.`);
  return email;
}

function timeOr(time: Date | null, otherwise: string): string {
  return time?.toISOString() ?? otherwise;
}

function count(n: number, noun: string): string {
  if (n === 1) return `1 ${noun}`;
  return `${n} ${noun.replace(/y$/, 'ie')}s`;
}
