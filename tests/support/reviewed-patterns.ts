/**
 * Patterns that the checker finds slow or can't judge in time, each with a reason to keep. A new
 * pattern belongs here only if its input is short or trusted; otherwise rewrite it.
 */
const SETTING = 'reads a setting of the operator';
const SHORT = 'reads a text that was cut or refused beyond a few hundred characters before';
const TARGET = 'reads an address, which the front bounds to 4,096 characters';
const OURS = 'reads a page that Next made of texts whose lengths are bounded';
const OURS_HEADER = 'reads a header of our own answers';
const TITLE = 'reads a title, which parsers bound to 1,000 characters';
const TEXT = 'reads a field of a source, which parsers bound (lib/ingest/parse/bounds.ts)';

const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\/+$/, SETTING],
  [/^[^\r\n]*@[^\r\n]+$/, SETTING],
  [
    /^\/(passkey\/(generate-register-options|generate-authenticate-options|verify-registration|verify-authentication)|callback\/[\w-]+)$/,
    TARGET,
  ],
  [/^-+|-+$/g, SHORT],
  [/^\n+|\n+$/g, 'follows a replacement that leaves no more than two line breaks in a row'],
  [
    /^(?:text\/|image\/svg|application\/(?:json|xml|javascript|ecmascript|manifest|x-ndjson)|[^;]*\+(?:json|xml)\b)/i,
    OURS_HEADER,
  ],
  [
    /<script(?: (?:id="_R_"|async=""|noModule=""|src="\/_next\/static\/[\w./~-]+"))*>(?:(?:\(?self\.__next_f\b|\(globalThis\["TURBOPACK)[^]*?)?<\/script>/g,
    OURS,
  ],
  [/<link rel="preload" as="script"(?: \w+="\w+")* href="\/_next\/static\/[\w./~-]+"\/>/g, OURS],
  [/(?<![\\\p{L}\p{N}{])[\p{L}\p{N}][\p{L}\p{N}-]*\p{Lu}[\p{L}\p{N}-]*/gu, TITLE],
  [/(?<=\d)sim(?=\d+(?:\.\d+)?(?:×|times|%|\\%|\s))/g, TEXT],
  [
    /(?<![\\^_{}]|\\[A-Za-z]{1,20})\{([A-Z])\}(?=[a-z])|(?<=(?<!\\[A-Za-z]{0,20})[a-z])\{([A-Z]{1,4}|[a-z](?=\}[a-z]))\}/g,
    TEXT,
  ],
  [/[?#]|\s+\[/, SHORT],
  [/[/.,;]+$/, SHORT],
  [/\\(?:url|href)\s?\{([^{}]*)\}(?!\s?\{)/g, TEXT],
  [
    /\\(?:text(?:bf|it|sc|tt|sf|rm|up|sl|md|normal|superscript)|text|emph|underline|uline|mbox)\s?\{([^{}]*)\}/g,
    TEXT,
  ],
  [
    /\{\\(?:bf|it|em|tt|sc|rm|sf|sl|bfseries|itshape|scriptsize|footnotesize|small)(?: |(?=\W))([^{}]*)\}/g,
    TEXT,
  ],
  [/``([^`]{1,300}?)(?:''|")/g, TEXT],
  [/(?<![\w`])`([^`'\n]{1,100})'(?![\w'])/g, TEXT],
  [/\{.*$|[.,;:!?]+$/, SHORT],
  [/\\(?:mathcal|mathbb|mathbf|mathrm|text|operatorname|boldsymbol)\{([^{}]*)\}/g, TEXT],
  [/(?<=[.!?:)"”’])\n {2,}(?=[\p{Lu}\d(\\{*•-])/u, TEXT],
  [/^(?!.*\.\d+$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, SHORT],
  [/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:xn--[a-z0-9-]{2,59}|[a-z]{2,63})$/, SHORT],
  [/^arXiv:(\S+)\s+Announce Type:\s*(new|cross|replace|replace-cross)\s+Abstract:\s*/, TEXT],
];

export const REVIEWED: ReadonlyMap<string, string> = new Map(
  REASONS.map(([pattern, reason]) => [String(pattern), reason]),
);
