/** What a reader of quoted-printable makes of it, told apart from what writes it. */

/** The text that the lines of a mail carry. */
export function readLines(quoted: string): string {
  const bytes = quoted
    .replaceAll('=\r\n', '')
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The text as a mail has it: its lines end alike, and every character is one that can be written. */
export function inLines(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n').toWellFormed();
}
