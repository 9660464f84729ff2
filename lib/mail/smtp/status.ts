/** Classifies a refusal by its status codes (RFC 3463, RFC 5248, RFC 7372) and text. */

/**
 * The address (unknown, or its mailbox full), this mail (blocked or unacceptable), or the sender:
 * identity, account, the server itself.
 */
export type Fault = 'unknown' | 'full' | 'blocked' | 'unsupported' | 'ours';

/** SMTP command that was refused. */
export type Stage = 'connect' | 'sender' | 'recipient' | 'content';

export type Refusal = {
  /** The reply code of RFC 5321, such as 550. */
  code: number;
  /** The enhanced status code, such as 5.1.1. */
  status: string | null;
  text: string;
  stage: Stage;
};

/** By subject and detail; the class only decides about a retry. */
const BY_STATUS: Record<string, Fault> = {
  '1.0': 'unknown',
  '1.1': 'unknown',
  '1.2': 'unknown',
  '1.3': 'unknown',
  '1.6': 'unknown',
  '1.10': 'unknown',
  '1.7': 'ours',
  '1.8': 'ours',
  '2.0': 'unknown',
  '2.1': 'unknown',
  '2.2': 'full',
  '3.0': 'blocked',
  '3.1': 'ours',
  '3.2': 'ours',
  '3.5': 'ours',
  // Exchange Online sends 5.4.1 for unknown addresses.
  '4.1': 'unknown',
  '4.4': 'unknown',
  '5.0': 'ours',
  '5.1': 'ours',
  '5.2': 'ours',
  '5.4': 'ours',
  '6.7': 'unsupported',
  // Authentication of the sender.
  '7.8': 'ours',
  '7.9': 'ours',
  '7.11': 'ours',
  // SPF, DKIM, DMARC and reverse DNS, which fail for all mails or none.
  '7.20': 'ours',
  '7.21': 'ours',
  '7.22': 'ours',
  '7.23': 'ours',
  '7.24': 'ours',
  '7.25': 'ours',
  '7.26': 'ours',
  '7.27': 'ours',
  '7.28': 'ours',
};

/** Codes of RFC 5321 with one meaning in every context. */
const BY_CODE: Record<number, Fault> = {
  421: 'ours',
  432: 'ours',
  // SES and others send it for a full rate limit.
  454: 'ours',
  500: 'ours',
  502: 'ours',
  503: 'ours',
  504: 'ours',
  521: 'unknown',
  530: 'ours',
  534: 'ours',
  535: 'ours',
  538: 'ours',
  555: 'ours',
  556: 'unknown',
};

/** Codes that depend on the command; only a reply to RCPT concerns an address. */
const BY_RECIPIENT_CODE: Record<number, Fault> = {
  452: 'full',
  501: 'unknown',
  550: 'unknown',
  551: 'unknown',
  552: 'full',
  553: 'unknown',
};

/** Texts that concern the sender or a policy, under codes that usually concern an address. */
const ABOUT_US =
  /relay(ing)? (access )?(denied|prohibited|not (permitted|allowed))|(unable|not permitted) to relay|sender (address|domain|verify)|client host|authentication required/i;
const POLICY =
  /spam|block|black ?list|deny ?list|policy|reputation|reject(ed)? (by|due)|access denied|banned|spf|dkim|dmarc/i;

export function faultOf({ code, status, text, stage }: Refusal): Fault {
  // No address was sent yet.
  if (stage === 'connect' || stage === 'sender') return 'ours';
  const subjectAndDetail = status?.slice(2) ?? '';
  if (ABOUT_US.test(text)) return 'ours';
  if (subjectAndDetail) return BY_STATUS[subjectAndDetail] ?? 'blocked';
  const byCode = BY_CODE[code];
  if (byCode) return byCode;
  if (stage === 'content' || POLICY.test(text)) return 'blocked';
  return BY_RECIPIENT_CODE[code] ?? 'blocked';
}

const REPLY = /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})\b)?/;

/** The codes at the start of a reply such as `550 5.1.1 No such user`. */
export function parseReply(reply: string): { code: number; status: string | null } | null {
  const found = REPLY.exec(reply.trimStart());
  return found && { code: Number(found[1]), status: found[2] ?? null };
}

/** Whether a failed delivery means a dead address, rather than a refused mail. */
export function isDeadAddress(status: string | null, text: string): boolean {
  const reply = parseReply(text);
  const code = reply?.code ?? 550;
  const fault = faultOf({
    code,
    status: status ?? reply?.status ?? null,
    text,
    stage: 'recipient',
  });
  return code >= 500 && !status?.startsWith('4') && fault === 'unknown';
}
