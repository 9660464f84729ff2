/** The connections to an SMTP server: how they are secured, signed on and bounded in time. */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import {
  composeMessage,
  needsUtf8,
  SIGNED_HEADERS,
  type MailMessage,
  type Sender,
} from '../message';
import { outcomeOfError, type Outcome } from './outcomes';

/** A new connection costs some round trips, and servers don't like one that lasts for ever. */
const MAILS_PER_CONNECTION = 1_000;
/** Only of mails that a connection took with it before a byte of them was sent. */
const MAX_REQUEUES = 2;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export type DkimOptions = { domain: string; selector: string; privateKey: string };

export type SmtpPoolOptions = {
  /** smtp: or smtps:, with user and password; nodemailer's options can follow as a query. */
  url: string;
  /** Connections at once. */
  pool: number;
  dkim?: DkimOptions;
  from: Sender;
  /** How long the server may be silent; a whole mail may take twice that. */
  timeoutMs: number;
};

export type SmtpPool = {
  send(message: MailMessage, cutOff?: AbortSignal): Promise<Outcome>;
  /** What keeps the server from letting us in; null when nothing does. */
  verify(): Promise<Outcome | null>;
  close(): void;
};

/** Connects when there is something to send. Throws where the settings can't be used. */
export function openSmtpPool({ url, pool, dkim, from, timeoutMs }: SmtpPoolOptions): SmtpPool {
  const server = {
    url,
    requireTLS: needsTls(new URL(url)),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  };
  const transport = createTransport({
    ...server,
    pool: true,
    maxConnections: pool,
    maxMessages: MAILS_PER_CONNECTION,
    maxRequeues: MAX_REQUEUES,
    ...(dkim && { dkim: signer(dkim) }),
  });
  const takesUtf8 = rememberSuccess(() => supportsUtf8(server));

  return {
    async send(message, cutOff) {
      const mail = composeMessage(message, from);
      try {
        if (needsUtf8(message.to) && !(await takesUtf8())) return NEEDS_UTF8;
        const { response } = await withinTime({ ms: 2 * timeoutMs, cutOff }, (signal) =>
          transport.sendMail({ ...mail, signal }),
        );
        return { kind: 'sent', detail: response ?? '' };
      } catch (error) {
        return outcomeOfError(error);
      }
    },
    async verify() {
      try {
        await transport.verify();
        return null;
      } catch (error) {
        return outcomeOfError(error);
      }
    },
    close: () => transport.close(),
  };
}

const NEEDS_UTF8: Outcome = {
  kind: 'permanent',
  reason: 'unsupported',
  detail: 'The mail server takes no addresses with letters outside ASCII before the @ (SMTPUTF8).',
};

/** Cancels the work when it takes too long, also where a server trickles its answer. */
async function withinTime<T>(
  { ms, cutOff }: { ms: number; cutOff?: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // AbortSignal.timeout would keep its timer, and all it holds, for minutes after the mail is gone.
  const abort = new AbortController();
  const end = () => abort.abort();
  const timer = setTimeout(end, ms);
  cutOff?.addEventListener('abort', end);
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
    cutOff?.removeEventListener('abort', end);
  }
}

function rememberSuccess<T>(ask: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return async () => {
    pending ??= ask();
    try {
      return await pending;
    } catch (error) {
      pending = null;
      throw error;
    }
  };
}

/** Without it, whoever sits between us and the server can have the password for the asking. */
function needsTls({ protocol, hostname, password, searchParams }: URL): boolean {
  return (
    protocol === 'smtp:' &&
    password !== '' &&
    !LOOPBACK.test(hostname) &&
    !searchParams.has('ignoreTLS')
  );
}

function signer({ domain, selector, privateKey }: DkimOptions) {
  return {
    domainName: domain,
    keySelector: selector,
    privateKey: signingKey(privateKey),
    headerFieldNames: SIGNED_HEADERS,
  };
}

/** Parsed once; nodemailer would send mails unsigned, without a word, where it can't use a key. */
function signingKey(pem: string): KeyObject {
  // Line breaks can't be written in every place where settings are kept.
  const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  if (key.asymmetricKeyType !== 'rsa') {
    throw new Error('DKIM_PRIVATE_KEY must be an RSA key; other kinds would leave mails unsigned.');
  }
  return key;
}

/**
 * Whether the server takes addresses with letters outside ASCII (RFC 6531). Checks on a connection
 * of its own, because nodemailer's pool sends such an address to any server, and some servers
 * deliver the mail to somebody else.
 */
async function supportsUtf8({
  url,
  ...options
}: SMTPConnectionOptions & { url: string }): Promise<boolean> {
  const connection = new SMTPConnection({ ...options, ...parseConnectionUrl(url) });
  // How the connection ends after its answer is of no interest, and must not end the process.
  connection.on('error', () => undefined);
  try {
    const connected = once(connection, 'connect');
    connection.connect();
    await connected;
    return /^250[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || '');
  } finally {
    connection.quit();
  }
}
