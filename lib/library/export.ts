/** Streams a reading list as a file for reference managers. */
import {
  citationKeyer,
  toBibTeX,
  toCslJson,
  toRis,
  type CitedPaper,
} from '@/lib/papers/citations/formats';

export const FORMATS = {
  bibtex: { name: 'BibTeX', type: 'application/x-bibtex; charset=utf-8', ending: 'bib' },
  ris: { name: 'RIS', type: 'application/x-research-info-systems; charset=utf-8', ending: 'ris' },
  csl: { name: 'CSL-JSON', type: 'application/vnd.citationstyles.csl+json', ending: 'json' },
} as const;

export type Format = keyof typeof FORMATS;

export function isFormat(name: string | null): name is Format {
  return name !== null && Object.hasOwn(FORMATS, name);
}

/** The papers in a format. */
export async function* exportPapers(
  papers: AsyncIterable<CitedPaper>,
  format: Format,
): AsyncGenerator<string> {
  const keyOf = citationKeyer();
  let isFirst = true;
  if (format === 'csl') yield '[';
  for await (const paper of papers) {
    const entry = entryOf(paper, format, keyOf(paper));
    yield isFirst || format !== 'csl' ? entry : `,\n${entry}`;
    if (format === 'bibtex') yield '\n';
    isFirst = false;
  }
  if (format === 'csl') yield ']\n';
}

function entryOf(paper: CitedPaper, format: Format, key: string): string {
  if (format === 'bibtex') return toBibTeX(paper, key);
  return format === 'ris' ? toRis(paper) : JSON.stringify(toCslJson(paper, key));
}
