/** Decodes quoted-printable independently of the encoder under test. */

/** The decoded text of a mail's lines. */
export function readLines(quoted: string): string {
  const bytes = quoted
    .replaceAll('=\r\n', '')
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The text in canonical form: equal line ends, and valid characters only. */
export function inLines(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n').toWellFormed();
}
