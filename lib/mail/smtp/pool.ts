/** Manages connections to an SMTP server: encryption, authentication, time limits. */
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

/** A new connection costs round trips, and servers limit its lifetime. */
const MAILS_PER_CONNECTION = 1_000;
/** Applies only to mails that were assigned to a connection before a byte was sent. */
const MAX_REQUEUES = 2;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

export type DkimOptions = { domain: string; selector: string; privateKey: string };

export type SmtpPoolOptions = {
  /** smtp: or smtps:, with user and password; the query may hold nodemailer's options. */
  url: string;
  /** Number of concurrent connections. */
  pool: number;
  dkim?: DkimOptions;
  from: Sender;
  /** Time limit for a silent server; a whole mail may take twice as long. */
  timeoutMs: number;
};

export type SmtpPool = {
  send(message: MailMessage, cutOff?: AbortSignal): Promise<Outcome>;
  /** The reason why a connection fails; null on success. */
  verify(): Promise<Outcome | null>;
  close(): void;
};

/** Connects at the first mail. Throws for invalid settings. */
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

/** Cancels the work after a time limit, also where a server sends slowly. */
async function withinTime<T>(
  { ms, cutOff }: { ms: number; cutOff?: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // AbortSignal.timeout would keep its timer and closure for minutes after the mail is done.
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

/** Requires TLS, because otherwise an attacker on the network can request the password. */
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

/** Parsed early, because nodemailer silently sends unsigned mails with an invalid key. */
function signingKey(pem: string): KeyObject {
  // Some places for settings can't hold line breaks.
  const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  if (key.asymmetricKeyType !== 'rsa') {
    throw new Error('DKIM_PRIVATE_KEY must be an RSA key; other kinds would leave mails unsigned.');
  }
  return key;
}

/**
 * Whether the server accepts addresses outside ASCII (RFC 6531). Checks on its own connection,
 * because nodemailer's pool sends such an address to any server, and some servers deliver the mail
 * to another address.
 */
async function supportsUtf8({
  url,
  ...options
}: SMTPConnectionOptions & { url: string }): Promise<boolean> {
  const connection = new SMTPConnection({ ...options, ...parseConnectionUrl(url) });
  // Ignores errors after the response, which would end the process.
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
