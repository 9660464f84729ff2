/**
 * A paper's search document: each term with its occurrences by field, and the facts for filtering.
 */
import { LEVELS, levelOf, type Field, type PerField } from './bm25';
import { tokensOf } from './tokens';

export type SearchedPaper = {
  id: string;
  title: string;
  abstract: string;
  authors: readonly string[];
  categories: readonly string[];
  /** A calendar day. */
  publishedOn: string;
  hasCode: boolean;
};

export type TermOfPaper = { term: string; word: string; counts: PerField };

export type SearchDocument = {
  id: string;
  publishedOn: string;
  lengths: PerField;
  /** The words, then the facts (`category:cs.lg`), which have no occurrences. */
  terms: TermOfPaper[];
};

/** Names a posting list by its term's number and the level; see `tokens` of SearchDocument. */
export function tokenOf(termId: number, level: number): number {
  return termId * LEVELS + level;
}

export function documentOf(paper: SearchedPaper): SearchDocument {
  const terms = new Map<string, TermOfPaper>();
  const lengths: PerField = { title: 0, abstract: 0, authors: 0 };
  const read = (field: Field, text: string) => {
    for (const { term, word, isWord } of tokensOf(text)) {
      const known = terms.get(term) ?? { term, word, counts: noCounts() };
      known.counts[field] += 1;
      terms.set(term, known);
      if (isWord) lengths[field] += 1;
    }
  };
  read('title', paper.title);
  read('abstract', paper.abstract);
  for (const name of paper.authors) read('authors', name);
  const facts = factsOf(paper).map((term) => ({ term, word: term, counts: noCounts() }));
  const { id, publishedOn } = paper;
  return { id, publishedOn, lengths, terms: [...terms.values(), ...facts] };
}

function noCounts(): PerField {
  return { title: 0, abstract: 0, authors: 0 };
}

/** Contain a colon, which words never do. */
export const HAS_CODE = 'has:code';
export const categoryTerm = (category: string) => `category:${category.toLowerCase()}`;
export const monthTerm = (month: string) => `month:${month}`;

/** cs.LG is in cs, too. */
function factsOf({ categories, publishedOn, hasCode }: SearchedPaper): string[] {
  const archives = categories.map((category) => category.split('.', 1)[0] ?? '');
  return [
    ...new Set([...categories, ...archives].filter(Boolean).map(categoryTerm)),
    monthTerm(publishedOn.slice(0, 7)),
    ...(hasCode ? [HAS_CODE] : []),
  ];
}

const MOST: PerField = { title: 15, authors: 15, abstract: 127 };

/** A term's counts in one small integer: 4 bits each of title and authors, 7 of abstract. */
export function packCounts({ title, authors, abstract }: PerField): number {
  return (
    (Math.min(title, MOST.title) << 11) |
    (Math.min(authors, MOST.authors) << 7) |
    Math.min(abstract, MOST.abstract)
  );
}

/** The columns of SearchDocument; the term's number comes from the vocabulary. */
export function rowOf(document: SearchDocument, numberOf: (term: string) => number) {
  const { id, publishedOn, lengths, terms } = document;
  const postings = terms
    .map(({ term, counts }) => ({
      token: tokenOf(numberOf(term), levelOf(counts, lengths)),
      counts: packCounts(counts),
    }))
    .toSorted((a, b) => a.token - b.token);
  return {
    paperId: id,
    publishedOn,
    tokens: postings.map(({ token }) => token),
    counts: postings.map(({ counts }) => counts),
    titleLength: lengths.title,
    abstractLength: lengths.abstract,
    authorsLength: lengths.authors,
  };
}
