/** The words of mail servers and providers as they may be kept: short, one line, no addresses. */

const MAX_CHARS = 300;
/** Generous on purpose: rather a word too many is hidden than an address shown. */
const WORD = /[^\s<>"'(),;:[\]]+/gu;

export function withoutAddresses(words: string): string {
  const line = words
    .slice(0, 10 * MAX_CHARS)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return line
    .replace(WORD, (word) => (/.@./su.test(word) ? '[address]' : word))
    .slice(0, MAX_CHARS);
}
