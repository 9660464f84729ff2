/** Redacts messages of mail servers and providers for storage: short, one line, no addresses. */

const MAX_CHARS = 300;
/** Matches generously: hiding a word is better than showing an address. */
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
