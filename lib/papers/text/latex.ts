/** TeX that stands in prose, outside maths, decoded to Unicode; unknown macros are left alone. */
import { ABBREVIATIONS, ACCENT_MARKS, LETTERS, SYMBOLS } from './tex-tables';

/** A pattern and what takes its place; rules run in the order they are listed. */
export type Rewrite = readonly [
  pattern: RegExp,
  replacement: string | ((whole: string, ...groups: (string | undefined)[]) => string),
];

const ACCENTS: readonly Rewrite[] = [
  // {\"o} and \"{o} and \"o and \'{\i}; after a letter command \v needs a brace or a space.
  [
    /\{\\{1,2}(["'`^~=.]|[uvHcdbkrt](?![A-Za-z]))\s?(?:\{(\\?[A-Za-z])\}|(\\?[A-Za-z]))\}/g,
    accented,
  ],
  [/\\{1,2}(["'`^~=.])(?:\{(\\?[A-Za-z])\}|([A-Za-z]|\\[ij](?![A-Za-z])))/g, accented],
  [/\\([uvHcdbkr])(?:\s?\{(\\?[A-Za-z])\}|\s([A-Za-z])(?=[a-z]))/g, accented],
];

const NAMES_OF_LETTERS = Object.keys(LETTERS).join('|');

const LETTER_COMMANDS: readonly Rewrite[] = [
  [new RegExp(String.raw`\{\\(${NAMES_OF_LETTERS})\s?\}`, 'g'), named(LETTERS)],
  // TeX drops the space after a command: Stra\ss e. Only inside a word is that certain to be meant.
  [
    new RegExp(
      String.raw`(?<=[A-Za-z])\\(${NAMES_OF_LETTERS})(?: (?=[a-z])|\{\}|(?![A-Za-z]))`,
      'g',
    ),
    named(LETTERS),
  ],
  [new RegExp(String.raw`\\(${NAMES_OF_LETTERS})(?:\{\}|(?![A-Za-z]))`, 'g'), named(LETTERS)],
];

const COMMANDS: readonly Rewrite[] = [
  [/\\href\s?\{([^{}]*)\}\s?\{([^{}]*)\}/g, (_, url = '', text = '') => linkText(text, url)],
  [/\\(?:url|href)\s?\{([^{}]*)\}(?!\s?\{)/g, '$1'],
  [/[ ~]?\\footnote\{([^{}]*)\}/g, ' ($1)'],
  [
    /\\(?:text(?:bf|it|sc|tt|sf|rm|up|sl|md|normal|superscript)|text|emph|underline|uline|mbox)\s?\{([^{}]*)\}/g,
    '$1',
  ],
  [
    /\{\\(?:bf|it|em|tt|sc|rm|sf|sl|bfseries|itshape|scriptsize|footnotesize|small)(?: |(?=\W))([^{}]*)\}/g,
    '$1',
  ],
  [/\\nobreakdash(?![A-Za-z])/g, ''],
  [/\\(?:allowbreak|xspace|noindent|smallskip)(?![A-Za-z]) ?/g, ''],
  [/\\(ie|eg|etc|etal|vs|wrt)(?![A-Za-z])\.?/g, named(ABBREVIATIONS)],
  [/\\(textless|textgreater)(?:\{\}|(?![A-Za-z]) ?)/g, named(SYMBOLS)],
  [/(?<![\w\\])\{\\([A-Za-z]+)\}/g, named(SYMBOLS)],
  [/\\([A-Za-z]+)(?:\{\})?/g, named(SYMBOLS)],
];

const CHARACTERS: readonly Rewrite[] = [
  [/\\\\(?=\s|$)|\\[,;: ]/g, ' '],
  [/\\([%&#$_{}])/g, '$1'],
  [/\\-(?=\w)/g, ''],
  [/(?<!\\[A-Za-z]{1,20}|[\^_])\{\}/g, ''],
];

/** Quotation marks that were escaped, not accents: \"standard\", MLLM\'s. */
const ESCAPED_MARKS: readonly Rewrite[] = [
  [/(?<![^\s([])\\{1,2}"([^"\\\n]{1,200})\\{1,2}"(?![A-Za-z{])/g, '"$1"'],
  // No word begins with Ë, Ï or Ÿ, and no accent stands on what is not a letter.
  [/(?<![^\s([])\\{1,2}"(?=[EIYeiy][A-Za-z])/g, '"'],
  [/(?<=[\w.,:;!?)])\\{1,2}"(?=[\s.,:;!?)\]]|$)/g, '"'],
  [/(?<=[A-Za-z])\\'(?=s(?![A-Za-z]))/g, "'"],
];

const PUNCTUATION: readonly Rewrite[] = [
  [/``([^`]{1,300}?)(?:''|")/g, '“$1”'],
  [/(?<![\w`])`([^`'\n]{1,100})'(?![\w'])/g, '‘$1’'],
  [/(?<![-<!\s])---(?![->])|(?<=\s)---(?=\s)/g, '—'],
  [/(?<![-<!\s])--(?![->])|(?<=\s)--(?=\s)/g, '–'],
  // A tie binds a word to what follows; in "1M~4M" and "z~3" the tilde is meant.
  [/(?<=[\w%).,:;\]}”])~ ?(?=[A-Za-z(\\“\uf000-\uf8ff])/g, ' '],
  [/(?<=(?<!\w)[A-Za-z-]{2,20}|[).,:;\]}”])~(?=[\d\ue000-\uefff])/g, ' '],
];

/** What names go through. */
export const NAME_REWRITES: readonly Rewrite[] = [
  ...ACCENTS,
  ...LETTER_COMMANDS,
  ...COMMANDS,
  ...CHARACTERS,
  ...PUNCTUATION,
];

/** What titles and abstracts go through. */
export const TEX_REWRITES: readonly Rewrite[] = [...ESCAPED_MARKS, ...NAME_REWRITES];

/** Looks a pattern's first group up in a table; a name it doesn't have stays as written. */
export function named(table: Record<string, string>): (whole: string, name?: string) => string {
  return (whole, name = '') => (Object.hasOwn(table, name) ? (table[name] ?? whole) : whole);
}

/** Applies each rule once, in order. */
export function rewrite(text: string, rules: readonly Rewrite[]): string {
  return rules.reduce(
    (result, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? result.replace(pattern, replacement)
        : result.replace(pattern, replacement),
    text,
  );
}

/** "here (https://…)": a link that keeps its words, or the address alone where they repeat it. */
export function linkText(text: string, url: string): string {
  const words = text.trim();
  const isAddress =
    /[\uf000-\uf8ff]|^this https? url$|^$/i.test(words) ||
    (!/\s/.test(words) && words.slice(1, -1).includes('.'));
  return isAddress ? url : `${words} (${url})`;
}

function accented(whole: string, command = '', braced?: string, bare?: string): string {
  const letter = (braced ?? bare ?? '').replace(/^\\(?=[ij]$)/, '');
  const composed = `${letter}${ACCENT_MARKS[command] ?? ''}`.normalize('NFC');
  // A pair that Unicode has no letter for is a macro we don't know.
  return [...composed].length === 1 && composed !== letter ? composed : whole;
}
