/** Reads fields that arXiv's services have in common. */
/** The first DOI of a field that may hold several, separated by spaces, commas or semicolons. */
export function firstDoi(field: string | null): string | null {
  // A comma or semicolon can also be part of a DOI (10.1175/…2.0.CO;2).
  const [first = ''] = (field ?? '').split(/[\s,;](?=10\.\d{4})|\s/);
  const doi = withoutEndMarks(first.replace(/^(doi:|https?:\/\/(dx\.)?doi\.org\/)/i, ''));
  return /^10\.\d{4,9}\/\S+$/.test(doi) ? doi : null;
}

function withoutEndMarks(text: string): string {
  let end = text.length;
  while (end > 0 && '.,;'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

const THING = '(?:paper|article|manuscript|submission|preprint|work|note|report|version|draft)';
const IS = '(?:has|have)(?: now)? been|is|was';
/** A paper withdrawn from a journal or conference is still on arXiv. */
const WITHDRAWN = 'withdrawn\\b(?! from (?!(?:the )?arxiv))';
const OPENS_WITHDRAWN = new RegExp(
  `^\\W*(?:(?:this|the|our) )?(?:${THING}(?: and abstract)? )?(?:(?:${IS}) )?${WITHDRAWN}`,
  'i',
);
const SAYS_WITHDRAWN = new RegExp(`\\bthis ${THING} (?:${IS}) ${WITHDRAWN}`, 'i');

/**
 * Whether the paper's comment or abstract says that it is withdrawn; arXiv has no field for it. An
 * abstract counts only by its beginning, because some study withdrawn papers.
 */
export function isWithdrawn(comment: string | null, abstract: string): boolean {
  const [note, opening] = [comment ?? '', abstract].map((it) => it.replace(/\s+/g, ' '));
  return (
    OPENS_WITHDRAWN.test(note!) || SAYS_WITHDRAWN.test(note!) || OPENS_WITHDRAWN.test(opening!)
  );
}
