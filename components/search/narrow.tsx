/** Links that order and filter a search. Each leads to an address of its own. */
import {
  formatQuery,
  withClause,
  withoutClause,
  type Clause,
  type ClauseKind,
} from '@/lib/search/query/query-parser';
import { SORTS, type Facets, type Sort } from '@/lib/search/query/results';
import { searchPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Props = { clauses: Clause[]; sort: Sort; facets: Facets };

const NARROWING: readonly ClauseKind[] = ['category', 'after', 'before', 'has'];

export function Order({ clauses, sort }: Pick<Props, 'clauses' | 'sort'>) {
  return (
    <nav aria-label={words.feed.order}>
      <ul className="flex flex-wrap gap-x-4">
        {SORTS.map((name) => (
          <li key={name}>
            <a
              href={searchPath(formatQuery(clauses), name)}
              aria-current={name === sort ? 'true' : undefined}
              className="flex min-h-11 items-center hover:text-accent aria-[current]:text-accent aria-[current]:underline"
            >
              {words.search.sorts[name]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The filters of a search, to remove, and further ones, to add. */
export function Narrow({ clauses, sort, facets }: Props) {
  const narrowed = clauses.filter(({ kind }) => NARROWING.includes(kind));
  const narrowedBy = (kind: ClauseKind, value: string) =>
    searchPath(formatQuery(withClause(clauses, { kind, value, isNegated: false })), sort);
  const { dates, categories, withCode } = facets;
  const choices = [
    ...dates.map(({ label, after, papers }) => ({
      label,
      papers,
      href: narrowedBy('after', after),
    })),
    ...(withCode > 0
      ? [{ label: words.search.withCode, papers: withCode, href: narrowedBy('has', 'code') }]
      : []),
    ...categories.map(({ category, papers }) => ({
      label: category,
      papers,
      href: narrowedBy('category', category),
    })),
  ];
  if (narrowed.length + choices.length === 0) return null;
  return (
    <details className="narrow" open={narrowed.length > 0}>
      <summary>{words.search.filters}</summary>
      <ul aria-label={words.search.filterResults}>
        {narrowed.map((clause) => (
          <li key={formatQuery([clause])}>
            <a href={searchPath(formatQuery(withoutClause(clauses, clause)), sort)}>
              {words.search.removeFilter(formatQuery([clause]))}
            </a>
          </li>
        ))}
        {choices.map(({ label, papers, href }) => (
          <li key={label}>
            <a href={href}>{label}</a> <span>{papers}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
