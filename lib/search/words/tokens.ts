/** Splits a text into index terms: folded and stemmed, with odd spellings kept whole. */
import { stemmer } from 'stemmer';

/** A term at a position of a text. */
export type Token = {
  start: number;
  end: number;
  /** A single word; the others are compounds of several words, such as pass@1. */
  isWord: boolean;
  term: string;
  /** The written form, without case and accents. */
  word: string;
};

/** Longer than any word. Cuts the rest, because an index of words has a maximum row. */
const MAX_TERM_CHARS = 40;
/** Excludes "state-of-the-art" and the like, which are no compounds. */
const MAX_JOINED_WORDS = 3;
/** The name of a language or an algorithm: C++, F*, A*, Q*, TD*. */
const MAX_SIGNED_CHARS = 2;

const WORD = String.raw`(?:\p{N}+(?:[.,]\p{N}+)+(?![\p{L}\p{N}])|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{M}]+)*)`;
/** Follows a word's end; TeX may have put a brace and a caret between. */
const SIGN = String.raw`\}?\^?\{?(\+\+|[+*#])(?![\p{L}\p{N}])`;
const UNIT = `${WORD}(?:${SIGN})?`;
const HYPHENS = '-‐‑–_';
const COMPOUND = new RegExp(`${UNIT}(?:[${HYPHENS}@+/]${UNIT})*`, 'gu');
const PART = new RegExp(`(${WORD})(?:${SIGN})?`, 'gu');
const TEX_COMMAND = /\\[A-Za-z]+/g;
const COMBINING_MARKS = /\p{M}+/gu;
const POSSESSIVE = /['’]s$/;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{3,}$/u;

/** Letters that Unicode doesn't decompose into a base letter and a mark. */
const FOLDS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};
const FOLDED = new RegExp(`[${Object.keys(FOLDS).join('')}]`, 'g');

/** Lower case without accents. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(COMBINING_MARKS, '')
    .toLowerCase()
    .replace(FOLDED, (letter) => FOLDS[letter] ?? letter);
}

/** The tokens of a text in order, without stop words. Positions are those of the given text. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  // Replaces TeX commands by blanks, so that positions stay valid.
  const prose = text.replace(TEX_COMMAND, (command) => ' '.repeat(command.length));
  for (const compound of prose.matchAll(COMPOUND)) addCompound(tokens, compound);
  return tokens;
}

function addCompound(tokens: Token[], { 0: written, index: start }: RegExpExecArray): void {
  const parts = [...written.matchAll(PART)];
  for (const part of parts) addPart(tokens, part, start);
  if (parts.length < 2) return;
  const place = { start, end: start + written.length, isWord: false };
  const between = parts
    .slice(1)
    .map((part, index) => written.slice(endOf(parts[index]), part.index))
    .join('');
  if (/[@+]/.test(between)) {
    const term = fold(written).replace(/[\s:]/g, '').slice(0, MAX_TERM_CHARS);
    tokens.push({ ...place, term, word: term });
  } else if (parts.length <= MAX_JOINED_WORDS && !between.includes('/')) {
    // Matches pre-training with pretraining and GPT4 with GPT-4, both ways.
    const word = parts.map((part) => plain(part[1] ?? '')).join('');
    tokens.push({ ...place, term: stem(word), word: word.slice(0, MAX_TERM_CHARS) });
  }
}

function endOf(part: RegExpExecArray | undefined): number {
  return part ? part.index + part[0].length : 0;
}

function addPart(tokens: Token[], part: RegExpExecArray, offset: number): void {
  const [written, base = '', sign] = part;
  const start = offset + part.index;
  const word = plain(base);
  if (word === '') return;
  const place = { start, end: start + written.length };
  for (const term of STOP_WORDS.has(word) && !sign ? [] : termsOfWord(word))
    tokens.push({ ...place, isWord: true, term, word: word.slice(0, MAX_TERM_CHARS) });
  if (sign && word.length <= MAX_SIGNED_CHARS)
    tokens.push({ ...place, isWord: false, term: word + sign, word: word + sign });
}

function plain(word: string): string {
  // A letter such as ﷺ unfolds into several words.
  const folded = fold(word)
    .replace(POSSESSIVE, '')
    .replace(/[^\p{L}\p{N}.,]/gu, '');
  return /^\p{N}/u.test(folded) ? folded.replace(/,/g, '') : folded;
}

function termsOfWord(word: string): string[] {
  if (!UNSPACED.test(word)) return [stem(word)];
  // Chinese and Japanese have no spaces between words: each pair of characters is a term.
  const characters = [...word];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function stem(word: string): string {
  return (/^[a-z]{3,}$/.test(word) ? stemmer(word) : word).slice(0, MAX_TERM_CHARS);
}

/** Words too common to search for: the English list of the Snowball project, which Postgres uses too. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself ' +
    'she her hers herself it its itself they them their theirs themselves what which who whom ' +
    'this that these those am is are was were be been being have has had having do does did ' +
    'doing a an the and but if or because as until while of at by for with about against between ' +
    'into through during before after above below to from up down in out on off over under again ' +
    'further then once here there when where why how all any both each few more most other some ' +
    'such no nor not only own same so than too very can will just should now'
  ).split(' '),
);
