/** Writes an address, or a name made of one, as the value of a header, which holds printable ASCII only. */
/** Percent-encodes every other character; an address that is encoded already stays as it is. */
export function headerAddress(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
