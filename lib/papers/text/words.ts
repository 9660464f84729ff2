/** Splits a text into words for matching: folds case, accents, hyphens and plurals. */

const COMBINING_MARKS = /\p{M}+/gu;
const WORDS = /[\p{L}\p{N}]+/gu;
const SHORT_PLURALS = /^(?:llm|vlm|gpu|vla)s$/;
/** Words of this length may be names or abbreviations rather than plurals. */
const LONGEST_KEPT = 3;

/** "Vision–Language Modèles" becomes vision, language, modele: splits at hyphens, folds plurals. */
export function wordsOf(text: string): string[] {
  return spelledWords(text).map((word) =>
    word.length > LONGEST_KEPT || SHORT_PLURALS.test(word) ? singular(word) : word,
  );
}

/** Keeps plurals: for names, where Adam and Adams are two people. */
export function spelledWords(text: string): string[] {
  return text.normalize('NFKD').replace(COMBINING_MARKS, '').toLowerCase().match(WORDS) ?? [];
}

/**
 * A form that singular and plural share; not always a word: policies and policy, losses and loss.
 */
function singular(word: string): string {
  return word
    .replace(/(?<=..)ies?$/, 'y')
    .replace(/(?<=ch|sh|x|ss)es?$/, '')
    .replace(/(?<![siu])s$/, '');
}
