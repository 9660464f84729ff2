/** Classifies the outcomes of sending a mail, and the causes of failures. */
import { withoutAddresses } from '../reports/redact';
import { faultOf, parseReply, type Stage } from './status';

export type Outcome =
  | { kind: 'sent'; detail: string }
  /**
   * Temporary failure. After `connection_lost` the mail may have been accepted, because the reply
   * is missing. Retries have the same Message-ID.
   */
  | { kind: 'temporary'; reason: 'not_now' | 'full' | 'connection_lost'; detail: string }
  /** Permanent failure. Only an `unknown` address is dead; the others concern this mail. */
  | {
      kind: 'permanent';
      reason: 'unknown' | 'full' | 'blocked' | 'unsupported';
      detail: string;
    }
  /** Not about this mail or its address: doesn't count as a try. */
  | {
      kind: 'server_trouble';
      reason: 'unreachable' | 'login' | 'tls' | 'refuses_us' | 'waiting';
      detail: string;
    };

/** Whether the next mail would fail as well. */
export function blamesServer(outcome: Outcome): boolean {
  return (
    outcome.kind === 'server_trouble' ||
    (outcome.kind === 'temporary' && outcome.reason === 'connection_lost')
  );
}

/** nodemailer's fields of a failure. */
type MailError = Error & {
  code?: string;
  command?: string;
  response?: string;
  timeoutType?: string;
};

const CONNECTING = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT']);
const LOGIN = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);
const TLS = new Set(['ETLS', 'EREQUIRETLS']);
const NEVER_CONNECTED = new Set(['EDNS', 'EPROXY', 'EPROTOCOL']);

/** The outcome of an error of the transport. Rethrows other errors. */
export function outcomeOfError(error: unknown): Outcome {
  if (!isMailError(error)) throw error;
  const detail = withoutAddresses(error.response ?? error.message);
  if (LOGIN.has(error.code)) return { kind: 'server_trouble', reason: 'login', detail };
  if (TLS.has(error.code)) return { kind: 'server_trouble', reason: 'tls', detail };
  const answer = error.response === undefined ? null : outcomeOfAnswer(error, detail);
  return answer ?? outcomeOfSilence(error, detail);
}

function outcomeOfAnswer(error: MailError, detail: string): Outcome | null {
  const text = error.response ?? '';
  const reply = parseReply(text);
  if (!reply || reply.code < 400) return null;
  // 421 closes the connection in response to any command (RFC 5321, 4.2).
  const fault = reply.code === 421 ? 'ours' : faultOf({ ...reply, text, stage: stageOf(error) });
  if (fault === 'ours') return { kind: 'server_trouble', reason: 'refuses_us', detail };
  if (reply.code >= 500) return { kind: 'permanent', reason: fault, detail };
  return { kind: 'temporary', reason: fault === 'full' ? 'full' : 'not_now', detail };
}

function outcomeOfSilence(error: MailError, detail: string): Outcome {
  if (error.code === 'EENVELOPE') return { kind: 'permanent', reason: 'unknown', detail };
  if (error.code === 'EMESSAGE') return { kind: 'permanent', reason: 'blocked', detail };
  const neverConnected =
    NEVER_CONNECTED.has(error.code ?? '') ||
    CONNECTING.has(error.timeoutType ?? '') ||
    isRefusedConnection(error) ||
    // The connection closed before the greeting, after some tries.
    (error.code === 'ECONNECTION' && error.command === undefined);
  return neverConnected
    ? { kind: 'server_trouble', reason: 'unreachable', detail }
    : { kind: 'temporary', reason: 'connection_lost', detail };
}

const OF_ONE_MAIL = ['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EENVELOPE', 'EMESSAGE', 'EABORT'];
const CODES = new Set([...LOGIN, ...TLS, ...NEVER_CONNECTED, ...OF_ONE_MAIL]);

function isMailError(error: unknown): error is MailError & { code: string } {
  return error instanceof Error && 'code' in error && CODES.has(String(error.code));
}

/** `connect` of a system call: no listener or no route. */
function isRefusedConnection(error: MailError): boolean {
  return error.code === 'ESOCKET' && 'syscall' in error && error.syscall === 'connect';
}

function stageOf({ command = '' }: MailError): Stage {
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  return command === 'DATA' ? 'content' : 'connect';
}
