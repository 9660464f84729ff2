/** Whether an SMTP server takes addresses with letters outside ASCII (RFC 6531). */
import { once } from 'node:events';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import { parseConnectionUrl } from 'nodemailer/lib/shared';

/**
 * Asks the server, on a connection of its own: nodemailer's pool sends such an address to any
 * server, and some of those bring the mail to somebody else.
 */
export async function supportsUtf8({
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
