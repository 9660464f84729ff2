/**
 * Parses a reader's query into clauses: words, "phrases", -without, author:, category:, after:,
 * before:, has:code, id:. Everything else is words; no input is an error.
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

/** The normalised query for search and display: no control characters, single spaces. */
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
    // Drops an unpaired quote, and parses the text after it again.
    return clause.kind === 'word' && value !== bare ? parseAgain(value, clause) : meant(clause);
  });
}

/** Treats an operator with an invalid value as words. */
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

/** Negates a date: not after a day is before it, and vice versa. */
function readDate({ kind, value, isNegated }: Clause): Clause[] | null {
  if (!firstDayOf(value)) return null;
  const isAfter = (kind === 'after') !== isNegated;
  return [{ kind: isAfter ? 'after' : 'before', value, isNegated: false }];
}

/** The first day of 2025, 2025-03 or 2025-03-14; null for other text. */
export function firstDayOf(value: string): string | null {
  const [, year, month = '01'] = YEAR_OR_MONTH.exec(value) ?? [];
  const day = year ? `${year}-${month}-01` : value;
  return parsePeriod('day', day)?.firstDay ?? null;
}

/** Formats clauses as a query, which parses to the same clauses. */
export function formatQuery(clauses: readonly Clause[]): string {
  return clauses.map(formatClause).join(' ');
}

function formatClause({ kind, value, isNegated }: Clause): string {
  const minus = isNegated ? '-' : '';
  if (kind === 'word') return minus + value;
  if (kind === 'phrase') return `${minus}"${value}"`;
  return `${minus}${kind}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/** The query with a single-valued clause added or replaced. */
export function withClause(clauses: readonly Clause[], added: Clause): Clause[] {
  return [...clauses.filter(({ kind }) => kind !== added.kind), added];
}

/** The query without one of its clauses. */
export function withoutClause(clauses: readonly Clause[], left: Clause): Clause[] {
  return clauses.filter((clause) => clause !== left);
}

/** The paper that the whole query, or its id:, identifies. */
export function paperNamedIn(query: string): string | null {
  const named = parseQuery(query).find(({ kind, isNegated }) => kind === 'id' && !isNegated);
  return parsePaperId(named?.value ?? query)?.id ?? null;
}
