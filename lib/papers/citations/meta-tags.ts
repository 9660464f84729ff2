/** Meta tags for Zotero, Mendeley and Google Scholar (Highwire Press's). */
import { repositoryOf } from '@/lib/sources/table';
import { paperPath } from '@/lib/site/paths';
import { doiOf } from '../ids';
import { plainText } from '../maths/rich-text';

type Tagged = {
  id: string;
  source: string;
  title: string;
  abstract: string;
  authors: { name: string }[];
  publishedOn: Date;
  doi: string | null;
};

export function citationTags(paper: Tagged, siteUrl: string): Record<string, string | string[]> {
  const day = paper.publishedOn.toISOString().slice(0, 10).replaceAll('-', '/');
  const doi = doiOf(paper);
  const repository = repositoryOf(paper);
  const pdf = repository?.links(paper.id, null).pdf;
  return {
    // Zotero's own type, because citation_title alone means a journal article.
    'dc.type': 'preprint',
    citation_title: plainText(paper.title),
    citation_author: paper.authors.map(({ name }) => name),
    citation_publication_date: day,
    citation_online_date: day,
    citation_abstract_html_url: `${siteUrl}${paperPath(paper.id)}`,
    ...(repository?.idTag && { [repository.idTag]: paper.id }),
    ...(pdf && { citation_pdf_url: pdf }),
    ...(repository && { citation_publisher: repository.name }),
    ...(doi && { citation_doi: doi }),
    ...(paper.abstract && { citation_abstract: plainText(paper.abstract) }),
  };
}
