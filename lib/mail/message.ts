/** Converts a mail to nodemailer's form, and prevents header injection. */
import type { SendMailOptions } from 'nodemailer';

export type MailMessage = {
  /** A normalised address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Both parts pre-encoded, where many mails share pieces (quoted.ts). */
  quoted?: { text: string; html: string };
  /** With angle brackets. A retry of the mail has the same one. */
  messageId: string;
  /** For mailing lists only; a mail on a reader's own request has none. */
  list?: {
    /** RFC 8058: a POST here unsubscribes the reader. */
    unsubscribeUrl: string;
    /** A name like a host's, such as `digest.papers.example.org`. */
    id: string;
    name: string;
  };
};

export type Sender = { name: string; address: string };

/** RFC 8058 requires signing these too, and nodemailer doesn't by default. */
export const SIGNED_HEADERS =
  'From:To:Subject:Date:Message-ID:MIME-Version:Content-Type:Content-Transfer-Encoding:' +
  'Auto-Submitted:List-Id:List-Unsubscribe:List-Unsubscribe-Post';

const MESSAGE_ID = /^<[\w.+-]+@[\w.-]+>$/;
const LIST_ID = /^[\w.-]+$/;
const ONE_CLICK_URL = /^https?:\/\/[^\s<>,]+$/;
const ADDRESS = /^[^\s<>,;:"]+@[a-z0-9.-]+$/u;
const LINE_BREAKS = /[\r\n\0]/;

/** The mail for nodemailer. Throws where a value could inject a header. */
export function composeMessage(message: MailMessage, from: Sender): SendMailOptions {
  refuseSmuggling(message);
  const { to, subject, messageId, list } = message;
  return {
    from,
    to: { name: '', address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    ...partsOf(message),
    messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(list && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
    ...(list && {
      list: { id: { url: list.id, comment: list.name }, unsubscribe: list.unsubscribeUrl },
    }),
    xMailer: false,
    // Contents are text only; nodemailer must not read files or pages for them.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function partsOf({ text, html, quoted }: MailMessage): Pick<SendMailOptions, 'text' | 'html'> {
  if (!quoted) return { text, html };
  return { text: quotedPart('plain', quoted.text), html: quotedPart('html', quoted.html) };
}

/** A part with its own headers, which nodemailer sends unchanged. */
function quotedPart(kind: 'plain' | 'html', quoted: string) {
  const headers = `Content-Type: text/${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`;
  return { raw: Buffer.from(`${headers}\r\n\r\n${quoted}`, 'latin1') };
}

function refuseSmuggling({ to, subject, messageId, list }: MailMessage): void {
  if (!ADDRESS.test(to)) throw new Error('A mail needs one normalised address.');
  if (LINE_BREAKS.test(subject)) throw new Error('A subject is one line.');
  if (!MESSAGE_ID.test(messageId)) throw new Error(`${messageId} is not a Message-ID.`);
  if (!list) return;
  if (!LIST_ID.test(list.id)) throw new Error(`${list.id} is not a List-Id.`);
  if (LINE_BREAKS.test(list.name)) throw new Error('The name of a list is one line.');
  if (!ONE_CLICK_URL.test(list.unsubscribeUrl)) throw new Error('Unsubscribing needs a plain URL.');
}

/** Whether an address needs a server with SMTPUTF8, because its local part isn't ASCII. */
export function needsUtf8(address: string): boolean {
  return /[^\p{ASCII}]/u.test(address);
}
