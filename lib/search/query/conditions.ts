/** Translates a query's clauses into conditions on the index: terms that score, and terms that narrow. */
import { categoryTerm, HAS_CODE } from '../words/document';
import { firstDayOf, type Clause } from './query-parser';
import { fold, tokensOf, type Token } from '../words/tokens';

/** A position of the query that needs a word; a compound may fill several. */
export type QueryTerm = { term: string; word: string; places: readonly number[] };

export type Question = {
  /** Terms that score papers. */
  terms: QueryTerm[];
  /** Number of positions. */
  places: number;
  /** Positions that a paper must fill: words of phrases and of names. */
  required: ReadonlySet<number>;
  phrases: string[];
  authors: string[];
  /** Facts that a paper must have, such as category:cs.lg. */
  facts: string[];
  /** First day included, first day excluded. */
  after: string | null;
  before: string | null;
  without: { terms: string[]; phrases: string[]; authors: string[] };
};

/** Limits positions to the bits of a bit vector; further ones are ignored. */
const MAX_PLACES = 60;

export function questionOf(clauses: readonly Clause[]): Question {
  const wanted = clauses.filter(({ isNegated }) => !isNegated);
  const unwanted = clauses.filter(({ isNegated }) => isNegated);
  const wantedParts = clauses.flatMap((clause) => (clause.isNegated ? [] : placesOf(clause)));
  const { terms, places, required } = numbered(wantedParts);
  return {
    terms,
    places,
    required,
    phrases: valuesOf(wanted, 'phrase'),
    authors: valuesOf(wanted, 'author'),
    facts: factsOf(wanted),
    after: valuesOf(wanted, 'after').map(dayOf).toSorted().at(-1) ?? null,
    before: valuesOf(wanted, 'before').map(dayOf).toSorted().at(0) ?? null,
    without: {
      terms: [
        ...unwanted.filter(({ kind }) => kind === 'word').flatMap(({ value }) => mainTerms(value)),
        ...factsOf(unwanted),
      ],
      phrases: valuesOf(unwanted, 'phrase'),
      authors: valuesOf(unwanted, 'author'),
    },
  };
}

/** Whether the query is empty. */
export function isEmpty({ terms, facts, after, before }: Question): boolean {
  return terms.length === 0 && facts.length === 0 && after === null && before === null;
}

type Part = { tokens: Token[]; isRequired: boolean };

function placesOf({ kind, value }: Clause): Part[] {
  if (kind === 'word') return [{ tokens: wordTokens(value), isRequired: false }];
  if (kind === 'phrase' || kind === 'author')
    return [{ tokens: wordTokens(value), isRequired: true }];
  return [];
}

/** Keeps the sign of a language's name: a search for C++ isn't one for C. */
function wordTokens(text: string): Token[] {
  const tokens = tokensOf(text);
  return tokens
    .filter((token) => !tokens.some((other) => isSigned(other, token)))
    .map((token) => (tokens.some((other) => isSigned(token, other)) ? named(token) : token));
}

function isSigned(signed: Token, base: Token): boolean {
  return (
    !signed.isWord &&
    base.isWord &&
    signed.start === base.start &&
    signed.end === base.end &&
    signed.word !== base.word
  );
}

function named(token: Token): Token {
  return { ...token, isWord: true };
}

/** The terms that exclude a text: its compounds rather than their parts. */
function mainTerms(text: string): string[] {
  const tokens = wordTokens(text);
  const wholes = tokens.filter(({ isWord }) => !isWord);
  return (wholes.length > 0 ? wholes : tokens).map(({ term }) => term);
}

function numbered(wantedParts: readonly Part[]): Pick<Question, 'terms' | 'places' | 'required'> {
  const terms = new Map<string, { term: string; word: string; places: number[] }>();
  const required = new Set<number>();
  let places = 0;
  const ask = ({ term, word }: Token, at: readonly number[]) => {
    const known = terms.get(term) ?? { term, word, places: [] };
    known.places.push(...at);
    terms.set(term, known);
  };
  for (const { tokens, isRequired } of wantedParts) {
    const numberedWords: (Token & { place: number })[] = [];
    for (const token of tokens) {
      if (!token.isWord || places >= MAX_PLACES) continue;
      ask(token, [places]);
      numberedWords.push({ ...token, place: places });
      if (isRequired) required.add(places);
      places += 1;
    }
    for (const token of tokens.filter(({ isWord }) => !isWord)) {
      const parts = numberedWords.filter(
        ({ start, end }) => start >= token.start && end <= token.end,
      );
      if (parts.length > 0)
        ask(
          token,
          parts.map(({ place }) => place),
        );
    }
  }
  return { terms: [...terms.values()], places, required };
}

function valuesOf(clauses: readonly Clause[], wanted: Clause['kind']): string[] {
  return clauses.filter(({ kind }) => kind === wanted).map(({ value }) => value);
}

function factsOf(clauses: readonly Clause[]): string[] {
  return [
    ...valuesOf(clauses, 'category').map(categoryTerm),
    ...(valuesOf(clauses, 'has').length > 0 ? [HAS_CODE] : []),
  ];
}

function dayOf(value: string): string {
  return firstDayOf(value) ?? value;
}

/**
 * A phrase as a pattern for Postgres: adjacent words, with any punctuation between and any accents.
 */
export function phrasePattern(phrase: string): string {
  return wordPatterns(phrase).join(String.raw`[^[:alnum:]]+`);
}

export function wordPatterns(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}\p{M}]+(?:\+\+|[*#])?/gu) ?? [];
  return words.map((word) => {
    const end = /[\p{L}\p{N}\p{M}]$/u.test(word) ? String.raw`\M` : '';
    return String.raw`\m${anyAccent(word)}${end}`;
  });
}

/** Letters with common accents, and their forms; other letters match exactly. */
const ACCENTED: Record<string, string> = {
  a: 'aàáâãäåāăą',
  c: 'cçćĉčċ',
  d: 'dďđ',
  e: 'eèéêëēėęě',
  g: 'gğĝģ',
  i: 'iìíîïīįı',
  l: 'lłľĺ',
  n: 'nñńňņ',
  o: 'oòóôõöøōő',
  r: 'rřŕ',
  s: 'sśšşș',
  t: 'tťțţ',
  u: 'uùúûüūůűų',
  y: 'yýÿ',
  z: 'zźżž',
};

function anyAccent(word: string): string {
  const escaped = (character: string) => character.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  return [...fold(word)]
    .map((letter) => (ACCENTED[letter] ? `[${ACCENTED[letter]}]` : escaped(letter)))
    .join('');
}
