/** Exports papers as a bibliography: one, or an edition's. */
import type { Db } from '@/lib/db/client';
import { fromUtcDate, type Period } from '@/lib/calendar';
import { listings } from '@/lib/editions/listing-queries';
import { AppError } from '@/lib/errors';
import {
  citationKeys,
  toBibTeX,
  toCslJson,
  toRis,
  type CitedPaper,
} from '@/lib/papers/citations/formats';
import { paperPath } from '@/lib/site/paths';
import { getApiPaper, papersOfListings } from './queries';
import type { ApiPaper } from './paper-json';
import { words } from '@/lib/words';

export const EXPORT_TYPE = {
  bib: 'application/x-bibtex',
  ris: 'application/x-research-info-systems',
  'csl.json': 'application/vnd.citationstyles.csl+json',
} as const;
export type ExportFormat = keyof typeof EXPORT_TYPE;

/** A day's edition whole; a month's most voted papers. */
const MAX_EXPORTED = 500;

export async function exportPaper(
  db: Db,
  id: string,
  format: ExportFormat,
  siteUrl: string,
): Promise<string> {
  const { paper } = await getApiPaper(db, id);
  return bibliography([citedPaper(paper, siteUrl)], format);
}

/** Throws not_found for a period without papers. */
export async function exportPeriod(
  db: Db,
  period: Period,
  format: ExportFormat,
  siteUrl: string,
): Promise<string> {
  const list = { period, byTrend: false, limit: MAX_EXPORTED, page: 0 };
  const listed = await papersOfListings(db, (await listings(db, list)).listings);
  if (listed.length === 0) throw new AppError('not_found', words.refusals.nothingListed);
  return bibliography(
    listed.map(({ paper }) => citedPaper(paper, siteUrl)),
    format,
  );
}

function bibliography(papers: CitedPaper[], format: ExportFormat): string {
  const keys = citationKeys(papers);
  switch (format) {
    case 'bib':
      return papers.map((paper, at) => toBibTeX(paper, keys[at])).join('\n');
    case 'ris':
      return papers.map(toRis).join('');
    case 'csl.json':
      return JSON.stringify(papers.map((paper, at) => toCslJson(paper, keys[at])));
  }
}

function citedPaper(paper: ApiPaper, siteUrl: string): CitedPaper {
  return {
    ...paper,
    authors: paper.authors.map(({ name }) => name),
    publishedOn: fromUtcDate(paper.publishedOn),
    url: `${siteUrl}${paperPath(paper.id)}`,
  };
}
