/** Writes a mail as a file, for viewing in a mail program. */
import { createTransport } from 'nodemailer';
import { mailFrom } from './mailer';
import { composeMessage, type MailMessage } from './message';
import { parseSender } from './smtp/transport';

/** The message as sent except for the signature, with its headers, parts and encodings. */
export async function messageAsFile(message: MailMessage): Promise<Uint8Array> {
  const file = createTransport({ streamTransport: true, buffer: true });
  const mail = await file.sendMail(composeMessage(message, parseSender(mailFrom())));
  return mail.message as Buffer;
}
