/** Cleans text from forms before it is stored: removes unprintable characters. */

/** Control characters except line ends and tabs, lone surrogates, and bidirectional overrides. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Cleans a single line. */
export function writtenLine(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/\s+/g, ' ').trim();
}

/** Cleans text and keeps its paragraphs. */
export function writtenText(text: string): string {
  return text
    .replace(UNPRINTABLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
