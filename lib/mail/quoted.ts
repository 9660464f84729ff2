/** Encodes text as quoted-printable (RFC 2045), in pieces that can be joined. */
import { encode, wrap } from 'nodemailer/lib/qp';

/** With the sign that continues a line, 76 characters: the maximum of a line. */
const LINE_LENGTH = 75;
const GOES_ON = '=\r\n';
/** Skips the conversion to bytes for a short line that needs no encoding. */
const AS_IT_IS = /^[ !-<>-~]{0,74}[!-<>-~]$/;

/** A piece of a part; the next piece always begins a new line. */
export function quote(text: string): string {
  if (AS_IT_IS.test(text)) return text + GOES_ON;
  const quoted = wrap(encode(text.replace(/\r\n?|\n/g, '\r\n')), LINE_LENGTH);
  return quoted === '' || quoted.endsWith('\n') ? quoted : quoted + GOES_ON;
}
