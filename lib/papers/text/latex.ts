/** Decodes TeX in prose, outside maths, to Unicode; leaves unknown macros unchanged. */
import { ABBREVIATIONS, ACCENT_MARKS, LETTERS, SYMBOLS } from './tex-tables';

/** A pattern and its replacement; rules run in the listed order. */
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
  // TeX drops the space after a command: Stra\ss e. Applied inside words only, where it is certain.
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
  // Excludes Ë, Ï and Ÿ at the start of a word, and accents on anything but a letter.
  [/(?<![^\s([])\\{1,2}"(?=[EIYeiy][A-Za-z])/g, '"'],
  [/(?<=[\w.,:;!?)])\\{1,2}"(?=[\s.,:;!?)\]]|$)/g, '"'],
  [/(?<=[A-Za-z])\\'(?=s(?![A-Za-z]))/g, "'"],
];

const PUNCTUATION: readonly Rewrite[] = [
  [/``([^`]{1,300}?)(?:''|")/g, '“$1”'],
  [/(?<![\w`])`([^`'\n]{1,100})'(?![\w'])/g, '‘$1’'],
  [/(?<![-<!\s])---(?![->])|(?<=\s)---(?=\s)/g, '—'],
  [/(?<![-<!\s])--(?![->])|(?<=\s)--(?=\s)/g, '–'],
  // A tie joins a word to the next one; in "1M~4M" and "z~3" the tilde is literal.
  [/(?<=[\w%).,:;\]}”])~ ?(?=[A-Za-z(\\“\uf000-\uf8ff])/g, ' '],
  [/(?<=(?<!\w)[A-Za-z-]{2,20}|[).,:;\]}”])~(?=[\d\ue000-\uefff])/g, ' '],
];

/** Rules for names. */
export const NAME_REWRITES: readonly Rewrite[] = [
  ...ACCENTS,
  ...LETTER_COMMANDS,
  ...COMMANDS,
  ...CHARACTERS,
  ...PUNCTUATION,
];

/** Rules for titles and abstracts. */
export const TEX_REWRITES: readonly Rewrite[] = [...ESCAPED_MARKS, ...NAME_REWRITES];

/** Replaces by a table on the pattern's first group; unknown names stay unchanged. */
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

/** "here (https://…)": a link with its words, or the address alone where the words repeat it. */
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
  // Leaves a pair without a Unicode letter, which is an unknown macro.
  return [...composed].length === 1 && composed !== letter ? composed : whole;
}
