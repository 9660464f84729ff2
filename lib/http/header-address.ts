/** Writes addresses and tags as header values, which hold printable ASCII only. */

/** Percent-encodes all other characters; an encoded address is unchanged. */
export function headerAddress(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

/** The `Cache-Tag` header. */
export function tagHeader(tags: readonly string[]): string {
  return tags.map(headerAddress).join(',');
}
