/** Text as a mail's lines carry it (quoted-printable, RFC 2045), in pieces that read as one when joined. */
import { encode, wrap } from 'nodemailer/lib/qp';

/** With the sign that ends a line which goes on, 76 characters: the most that a line may have. */
const LINE_LENGTH = 75;
const GOES_ON = '=\r\n';
/** A short line that is its own encoding is not worth the way through bytes. */
const AS_IT_IS = /^[ !-<>-~]{0,74}[!-<>-~]$/;

/** A piece of a part; the next one begins a line of its own, whatever it holds. */
export function quote(text: string): string {
  if (AS_IT_IS.test(text)) return text + GOES_ON;
  const quoted = wrap(encode(text.replace(/\r\n?|\n/g, '\r\n')), LINE_LENGTH);
  return quoted === '' || quoted.endsWith('\n') ? quoted : quoted + GOES_ON;
}
