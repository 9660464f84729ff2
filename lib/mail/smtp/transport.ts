/**
 * Sends mails to an SMTP server at a limited rate, and pauses while the server refuses everything.
 */
import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { admit, afterTry, CLOSED, waitMs } from './circuit';
import type { MailMessage, Sender } from '../message';
import { blamesServer, type Outcome } from './outcomes';
import { createRateLimit } from './rate-limit';
import { openSmtpPool, type SmtpPoolOptions } from './pool';

/** Twice this, the maximum for a whole mail, is less than a claim's lease. */
const DEFAULT_TIMEOUT_MS = 120_000;

export type MailerOptions = Omit<SmtpPoolOptions, 'from' | 'timeoutMs'> & {
  /** `Broadsheet <digest@papers.example.org>` */
  from: string;
  /** Mails per second in this process; unlimited by default. */
  rate?: number;
  timeoutMs?: number;
};

export type Mailer = {
  /** Waits for no response once `cutOff` aborts; unstarted mails stay unsent. */
  send(message: MailMessage, cutOff?: AbortSignal): Promise<Outcome>;
  /** How long the server's failures delay mail; claiming earlier is pointless. */
  waitMs(): number;
  /** The reason why a connection fails; null on success. Sends nothing. */
  verify(): Promise<Outcome | null>;
  /** Closes the connections after the mails in progress. */
  close(): Promise<void>;
};

/** A mailer with its own connections. Throws for invalid settings. */
export function createMailer(options: MailerOptions): Mailer {
  const { rate, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const smtp = openSmtpPool({ ...options, from: parseSender(options.from), timeoutMs });
  const limit = rate === undefined ? null : createRateLimit(rate);
  const onTheirWay = new Set<Promise<Outcome>>();
  let circuit = CLOSED;

  async function sendIfAdmitted(message: MailMessage, cutOff?: AbortSignal): Promise<Outcome> {
    if (cutOff?.aborted) return CUT_OFF;
    const admission = admit(circuit, performance.now());
    circuit = admission.circuit;
    if (!admission.isAdmitted) return WAITING;
    const outcome = await smtp.send(message, cutOff);
    // The outcome of an abandoned mail is unknown.
    if (!cutOff?.aborted) circuit = afterTry(circuit, blamesServer(outcome), performance.now());
    return outcome;
  }

  return {
    async send(message, cutOff) {
      const send = () => sendIfAdmitted(message, cutOff);
      const sending = limit ? limit.run(send) : send();
      onTheirWay.add(sending);
      try {
        return await sending;
      } finally {
        onTheirWay.delete(sending);
      }
    },
    waitMs: () => waitMs(circuit, performance.now()),
    verify: () => smtp.verify(),
    async close() {
      await Promise.allSettled(onTheirWay);
      smtp.close();
    },
  };
}

const WAITING: Outcome = {
  kind: 'server_trouble',
  reason: 'waiting',
  detail: 'The mail server had trouble with everybody; it is asked again in a while.',
};

const CUT_OFF: Outcome = {
  kind: 'server_trouble',
  reason: 'waiting',
  detail: 'There was no time left for it.',
};

/** Throws for anything except one address, with or without a name. */
export function parseSender(from: string): Sender {
  const [sender, ...others] = addressparser(from, { flatten: true });
  const [local, domain] = sender?.address.split('@') ?? [];
  if (!sender || !local || !domain || others.length > 0) {
    throw new Error('MAIL_FROM needs one address, such as Broadsheet <digest@example.org>.');
  }
  return { name: sender.name, address: `${local}@${domainToASCII(domain)}` };
}
