/** Writes addresses and tags as values of headers, which hold printable ASCII only. */

/** Percent-encodes every other character; an address that is encoded already stays as it is. */
export function headerAddress(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

/** The `Cache-Tag` header. */
export function tagHeader(tags: readonly string[]): string {
  return tags.map(headerAddress).join(',');
}
