/** What people write into our forms, before it is kept: without what can't be printed. */

/** Control characters but for line ends and tabs, halves of characters, and what turns text around. */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Surrogate}]|[\u202a-\u202e\u2066-\u2069]/gu;

/** As one line. */
export function writtenLine(text: string): string {
  return text.replace(UNPRINTABLE, '').replace(/\s+/g, ' ').trim();
}

/** With its paragraphs. */
export function writtenText(text: string): string {
  return text
    .replace(UNPRINTABLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
