/**
 * Parses returned mail: delivery reports (RFC 3464, 6533) and complaints (RFC 5965). Anyone can
 * write such a mail, so it counts only with the Message-ID of a sent mail.
 */
import { simpleParser, type ParsedMail } from 'mailparser';

/** Larger than a report that returns a whole mail. */
export const MAX_REPORT_BYTES = 1024 * 1024;
/** Each sent mail has one; a server may report on several at once. */
const MAX_RECIPIENTS = 50;
const MAX_FIELD_CHARS = 2_000;
/** Part with the returned mail's headers. */
const HEAD_CHARS = 65_536;

export type BouncedRecipient = {
  recipient: string;
  action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Such as 5.1.1. */
  status: string | null;
  diagnostic: string | null;
};

export type MailReport = { originalMessageId: string | null } & (
  | { kind: 'delivery'; recipients: BouncedRecipient[] }
  /** `type` is abuse, not-spam and so on. */
  | { kind: 'feedback'; type: string; recipients: string[] }
);

/** Parses a mail's report; null for other mails. */
export async function parseReport(raw: Buffer): Promise<MailReport | null> {
  if (raw.length > MAX_REPORT_BYTES) return null;
  const mail = await parseMail(raw);
  if (!mail) return null;
  const originalMessageId = originalMessageIdOf(mail);
  const delivery = partOf(mail, /^message\/(global-)?delivery-status$/);
  if (delivery !== null) {
    return { kind: 'delivery', recipients: recipientsOf(delivery), originalMessageId };
  }
  const feedback = partOf(mail, /^message\/feedback-report$/);
  if (feedback === null) return null;
  const fields = fieldsOf(feedback);
  const type = (fields.get('feedback-type') ?? 'abuse').toLowerCase();
  const recipient = addressOf(fields.get('original-rcpt-to'));
  return { kind: 'feedback', type, recipients: recipient ? [recipient] : [], originalMessageId };
}

async function parseMail(raw: Buffer): Promise<ParsedMail | null> {
  try {
    return await simpleParser(raw, {
      keepDeliveryStatus: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipImageLinks: true,
      skipTextLinks: true,
    });
  } catch (error) {
    // Above the parts and header lengths of any report.
    if (error instanceof Error && 'code' in error && error.code === 'EMAXLEN') return null;
    throw error;
  }
}

function partOf(mail: ParsedMail, type: RegExp): string | null {
  const part = mail.attachments.find(({ contentType }) => type.test(contentType));
  return part ? part.content.toString('utf8') : null;
}

function originalMessageIdOf(mail: ParsedMail): string | null {
  const returned = partOf(mail, /^(message\/(rfc822|global)|text\/rfc822-headers|.*-headers)$/);
  return fieldsOf(returned?.slice(0, HEAD_CHARS) ?? '').get('message-id') ?? null;
}

/** The first paragraph is about the message; each further one about a recipient. */
function recipientsOf(status: string): BouncedRecipient[] {
  return status
    .split(/\r?\n(?:[ \t]*\r?\n)+/, MAX_RECIPIENTS + 1)
    .map(fieldsOf)
    .flatMap((fields) => {
      const recipient = addressOf(
        fields.get('original-recipient') ?? fields.get('final-recipient'),
      );
      const action = actionOf(fields.get('action'));
      if (!recipient || !action) return [];
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null;
      const diagnostic = fields.get('diagnostic-code')?.replace(/^[\w-]+;\s*/, '') ?? null;
      return [{ recipient, action, status, diagnostic }];
    });
}

const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

function actionOf(field: string | undefined): BouncedRecipient['action'] | null {
  const word = field?.toLowerCase().split(/[\s(;]/)[0];
  return ACTIONS.find((action) => action === word) ?? null;
}

/** `rfc822; ada@example.org` or `<ada@example.org>`; null without an address. */
function addressOf(field: string | undefined): string | null {
  return /(?:^|[;<\s])([^\s<>;@]+@[^\s<>;@]+)>?$/.exec(field?.trim() ?? '')?.[1] ?? null;
}

/** Header fields by lower-case name, unfolded; the first of repeated ones. */
function fieldsOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  const [head = ''] = text.replace(/^\s+/, '').split(/\r?\n\r?\n/, 1);
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name && !fields.has(name)) {
      fields.set(name, line.slice(colon + 1, colon + 1 + MAX_FIELD_CHARS).trim());
    }
  }
  return fields;
}
