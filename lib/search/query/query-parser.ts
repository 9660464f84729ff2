/**
 * What a reader typed, as clauses: words, "phrases", -without, author:, category:, after:, before:,
 * has:code, id:. Whatever isn't one of these is words; nothing that can be typed is an error.
 */
import { parsePeriod } from '@/lib/calendar';
import { parsePaperId } from '@/lib/papers/ids';

export type ClauseKind =
  'word' | 'phrase' | 'author' | 'category' | 'after' | 'before' | 'has' | 'id';
export type Clause = { kind: ClauseKind; value: string; isNegated: boolean };

export const MAX_QUERY_CHARS = 250;

const OPERATORS = ['author', 'category', 'after', 'before', 'has', 'id'] as const;
/** One clause, after its blanks: a minus, an operator, and a quoted or bare value. */
const CLAUSE = new RegExp(
  String.raw`\s*(-(?=\S))?(?:(${OPERATORS.join('|')}):(?=\S))?(?:["“”„]([^"“”„]*)["“”„]|(\S+))`,
  'giuy',
);
const QUOTES = /["“”„]/g;
const CATEGORY = /^[a-z]+(?:-[a-z]+)*(?:\.[a-z-]+)?$/i;
const YEAR_OR_MONTH = /^(\d{4})(?:-(\d{2}))?$/;

/** The query as it is searched and shown: no control characters, single spaces. */
export function readQuery(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function parseQuery(query: string): Clause[] {
  return [...query.matchAll(CLAUSE)].flatMap(([, minus, operator, quoted, bare]) => {
    const value = (quoted ?? bare ?? '').replace(QUOTES, ' ').replace(/\s+/g, ' ').trim();
    const kind = operator?.toLowerCase() ?? (quoted === undefined ? 'word' : 'phrase');
    const clause = { kind: kind as ClauseKind, value, isNegated: minus !== undefined };
    if (value === '') return [];
    // A quote that has no other is left out; what it hid may mean something.
    return clause.kind === 'word' && value !== bare ? parseAgain(value, clause) : meant(clause);
  });
}

/** An operator with a value that it can't have is words after all. */
function meant(clause: Clause): Clause[] {
  const { kind, value } = clause;
  switch (kind) {
    case 'category':
      return CATEGORY.test(value) ? [clause] : asWords(clause);
    case 'has':
      return /^code$/i.test(value) ? [{ ...clause, value: 'code' }] : asWords(clause);
    case 'after':
    case 'before':
      return readDate(clause) ?? asWords(clause);
    case 'id':
      return parsePaperId(value) ? [clause] : asWords(clause);
    case 'word':
    case 'phrase':
    case 'author':
      return [clause];
  }
}

function asWords(clause: Clause): Clause[] {
  const { kind, value, isNegated } = clause;
  return [{ kind: 'word', value: kind, isNegated }, ...parseAgain(value, clause)];
}

function parseAgain(text: string, { isNegated }: Clause): Clause[] {
  return parseQuery(text).map((clause) => ({
    ...clause,
    isNegated: isNegated || clause.isNegated,
  }));
}

/** Not after a day is before it, and the other way round. */
function readDate({ kind, value, isNegated }: Clause): Clause[] | null {
  if (!firstDayOf(value)) return null;
  const isAfter = (kind === 'after') !== isNegated;
  return [{ kind: isAfter ? 'after' : 'before', value, isNegated: false }];
}

/** The first day of 2025, 2025-03 or 2025-03-14; null for what is none of these. */
export function firstDayOf(value: string): string | null {
  const [, year, month = '01'] = YEAR_OR_MONTH.exec(value) ?? [];
  const day = year ? `${year}-${month}-01` : value;
  return parsePeriod('day', day)?.firstDay ?? null;
}

/** Parsed again, it is these clauses. */
export function formatQuery(clauses: readonly Clause[]): string {
  return clauses.map(formatClause).join(' ');
}

function formatClause({ kind, value, isNegated }: Clause): string {
  const minus = isNegated ? '-' : '';
  if (kind === 'word') return minus + value;
  if (kind === 'phrase') return `${minus}"${value}"`;
  return `${minus}${kind}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/** The same search, narrowed by one more clause of which there can be only one. */
export function withClause(clauses: readonly Clause[], added: Clause): Clause[] {
  return [...clauses.filter(({ kind }) => kind !== added.kind), added];
}

/** The same search without one of its clauses. */
export function withoutClause(clauses: readonly Clause[], left: Clause): Clause[] {
  return clauses.filter((clause) => clause !== left);
}

/** The paper that the whole query, or its id:, names. */
export function paperNamedIn(query: string): string | null {
  const named = parseQuery(query).find(({ kind, isNegated }) => kind === 'id' && !isNegated);
  return parsePaperId(named?.value ?? query)?.id ?? null;
}
