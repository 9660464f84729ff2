/** Folds Latin letters to plain ASCII, for slugs and citation keys. */

/** Letters that Unicode doesn't decompose into a base letter and a mark. */
const FOLDS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ı: 'i',
};

/** The text without accents; drops letters of other scripts. */
export function asciiFold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/gu, (character) => FOLDS[character] ?? '')
    .replace(/[^\x20-\x7e]/g, '');
}
