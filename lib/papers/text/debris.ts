/** Repairs text from which Hugging Face stripped the TeX, where only one reading is possible. */
import { linkText, named, type Rewrite } from './latex';
import { SUPERSCRIPTS } from './tex-tables';

const ARROWS: Record<string, string> = {
  leftrightarrow: '↔',
  longrightarrow: '→',
  rightarrow: '→',
  leftarrow: '←',
  Rightarrow: '⇒',
  uparrow: '↑',
  downarrow: '↓',
};
const RELATIONS: Record<string, string> = {
  leq: '≤',
  geq: '≥',
  approx: '≈',
  neq: '≠',
  propto: '∝',
  cdot: '·',
  times: '×',
  pm: '±',
  sim: '~',
};

/** A number as abstracts write them before or after a sign: 1,024 or 2.5 or 16^3. */
const AFTER_NUMBER = String.raw`(?<=\d|\d[KMBk%°]|[⁰¹²³⁴-⁹])`;
const QUANTITY = String.raw`(?=\d[\d.,]*(?:[KMBk]\b|[%\\\s):;×"]|times\b|$))`;
/** A single symbol or a closed group, as formulas have beside a sign and sentences don't. */
const OPERAND_BEFORE = String.raw`(?<=[\d)\]}\u0370-\u03ff²³⁰-⁹] ?|(?<![A-Za-z])[A-Za-z](?:_\w{1,9})? )`;
const OPERAND_AFTER = String.raw`(?= ?[\d([{\-\u0370-\u03ff]| [A-Za-z](?:_\w{1,9})?(?![A-Za-z]))`;

const SIGNS: readonly Rewrite[] = [
  [/\{(times|sim|pm|leq|geq|approx|cdot)\}(?: (?=\d))?/g, named(RELATIONS)],
  [
    /(?<!\\|[A-Z][a-z]{1,20})(leftrightarrow|longrightarrow|rightarrow|leftarrow|Rightarrow|uparrow|downarrow)/g,
    named(ARROWS),
  ],
  [/(?<=\d)\^\{?circ\}?|(?<=\d)\{?°\}/g, '°'],
  [
    /(?<=[\p{L}\d)\]])\^(?:\{([-+]?\d{1,3})\}|(\d)(?!\d|\.\d))/gu,
    (_, braced, bare) => superscript(braced ?? bare ?? ''),
  ],
  [/(?<=\d)times(?=sim\d)/g, '×'],
  [new RegExp(String.raw`${AFTER_NUMBER}times(?![a-z])(?: (?=\d+\b(?!\.\d)))?`, 'g'), '×'],
  [/(?<![\w\\-])times(?=\d)/g, '×'],
  [new RegExp(String.raw`(?<![\w\\-])sim!?${QUANTITY}`, 'g'), '~'],
  [/(?<=\d)sim(?=\d+(?:\.\d+)?(?:×|times|%|\\%|\s))/g, '~'],
  [new RegExp(String.raw`(?<=\(|\bonly )sim ${QUANTITY}`, 'g'), '~'],
  [
    new RegExp(`${OPERAND_BEFORE}(cdot|propto|neq|leq|geq|approx)${OPERAND_AFTER}`, 'g'),
    named(RELATIONS),
  ],
  [/(?<![A-Za-z\\-])(leq|geq|approx) ?(?=\d)/g, named(RELATIONS)],
  [/(?<=\d\.\d{1,4}%?) pm (?=\d)/g, ' ± '],
  [/(?<![A-Za-z\\])infty(?![A-Za-z])/g, '∞'],
];

const GROUPS: readonly Rewrite[] = [
  // "available athttps://…": the command between them was dropped with its space.
  [/(?<=[A-Za-z])(?=[\uf000-\uf8ff])/g, ' '],
  [/([\uf000-\uf8ff]) ?\{([^{}]*)\}/g, (_, url = '', text = '') => linkText(text, url)],
  // Skips a fraction that lost its line, where a second group follows the first.
  [
    /(?<![\\A-Za-z])(?:text(?:bf|it|sc|tt|sf|rm|sl|up|md|normal)?|emph|mbox|underline|operatorname|math(?:bf|it|rm|sf|tt|cal|bb|frak|scr))\{([^{}]*)\}(?!\{)/g,
    '$1',
  ],
  // Authors' own commands for coloured words.
  [
    /(?<![\\A-Za-z])(?:soft|my|dark|light|deep)?(?:red|green|blue|cyan|magenta|yellow|black|gr[ae]y|orange|purple|violet|brown|pink|teal)\{([^{}]*)\}/g,
    '$1',
  ],
  [/\{(?:bf|it|em|tt|sc|rm|sf) ([^{}]*)\}/g, '$1'],
  [/(?<![A-Za-z\\])boldsymbol ?(?=\P{ASCII})/gu, ''],
  [/(?<!\\[A-Za-z]{0,20})(?:scriptsize|footnotesize)(?=[A-Z])/g, ''],
  // Acronyms spelled by capitals within their words: {S}ignal, symmet{R}y.
  [
    /(?<![\\^_{}]|\\[A-Za-z]{1,20})\{([A-Z])\}(?=[a-z])|(?<=(?<!\\[A-Za-z]{0,20})[a-z])\{([A-Z]{1,4}|[a-z](?=\}[a-z]))\}/g,
    (_, first, inner) => first ?? inner ?? '',
  ],
  [/(?<!\\[A-Za-z]{1,20}|[\^_])\{([,=+\-<>:/×~≈≤≥])\}/g, '$1'],
];

export const DEBRIS_REWRITES: readonly Rewrite[] = [...GROUPS, ...SIGNS];

function superscript(digits: string): string {
  return [...digits].map((digit) => SUPERSCRIPTS[digit] ?? digit).join('');
}
