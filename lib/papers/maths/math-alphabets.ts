/** Styled letters of maths: MathML Core dropped mathvariant, so the letters carry the style. */

/** Code points of each style's capital A, small a and digit 0. */
const ALPHABETS: Record<string, { upper: number; lower: number; digit?: number }> = {
  bold: { upper: 0x1d400, lower: 0x1d41a, digit: 0x1d7ce },
  italic: { upper: 0x1d434, lower: 0x1d44e },
  'bold-italic': { upper: 0x1d468, lower: 0x1d482 },
  script: { upper: 0x1d49c, lower: 0x1d4b6 },
  fraktur: { upper: 0x1d504, lower: 0x1d51e },
  'double-struck': { upper: 0x1d538, lower: 0x1d552, digit: 0x1d7d8 },
  'bold-fraktur': { upper: 0x1d56c, lower: 0x1d586 },
  'sans-serif': { upper: 0x1d5a0, lower: 0x1d5ba, digit: 0x1d7e2 },
  'bold-sans-serif': { upper: 0x1d5d4, lower: 0x1d5ee, digit: 0x1d7ec },
  'sans-serif-italic': { upper: 0x1d608, lower: 0x1d622 },
  monospace: { upper: 0x1d670, lower: 0x1d68a, digit: 0x1d7f6 },
};
/** Letters that Unicode had before those alphabets, whose places there are empty. */
const EARLIER_LETTERS: Record<number, string> = {
  0x1d455: 'ℎ',
  0x1d49d: 'ℬ',
  0x1d4a0: 'ℰ',
  0x1d4a1: 'ℱ',
  0x1d4a3: 'ℋ',
  0x1d4a4: 'ℐ',
  0x1d4a7: 'ℒ',
  0x1d4a8: 'ℳ',
  0x1d4ad: 'ℛ',
  0x1d4ba: 'ℯ',
  0x1d4bc: 'ℊ',
  0x1d4c4: 'ℴ',
  0x1d506: 'ℭ',
  0x1d50b: 'ℌ',
  0x1d50c: 'ℑ',
  0x1d515: 'ℜ',
  0x1d51d: 'ℨ',
  0x1d53a: 'ℂ',
  0x1d53f: 'ℍ',
  0x1d545: 'ℕ',
  0x1d547: 'ℙ',
  0x1d548: 'ℚ',
  0x1d549: 'ℝ',
  0x1d551: 'ℤ',
};

/**
 * The text in a style that MathML calls "script" or "double-struck"; unchanged for other styles.
 */
export function styledLetters(text: string, style: string): string {
  const alphabet = Object.hasOwn(ALPHABETS, style) ? ALPHABETS[style] : undefined;
  if (!alphabet) return text;
  return text
    .replace(/[A-Z]/g, (letter) => shifted(letter, 'A', alphabet.upper))
    .replace(/[a-z]/g, (letter) => shifted(letter, 'a', alphabet.lower))
    .replace(/[0-9]/g, (digit) => (alphabet.digit ? shifted(digit, '0', alphabet.digit) : digit));
}

function shifted(character: string, first: string, start: number): string {
  const code = start + character.charCodeAt(0) - first.charCodeAt(0);
  return EARLIER_LETTERS[code] ?? String.fromCodePoint(code);
}
