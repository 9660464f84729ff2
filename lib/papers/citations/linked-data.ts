/**
 * Describes a paper as schema.org's ScholarlyArticle, for search engines and reference managers.
 */
import { repositoryLinks } from '@/lib/sources/table';
import { paperPath } from '@/lib/site/paths';
import { doiOf } from '../ids';
import { plainText } from '../maths/rich-text';

type Described = {
  id: string;
  source: string;
  title: string;
  abstract: string;
  authors: { name: string; affiliation: string | null }[];
  categories: string[];
  publishedOn: Date;
  updatedAt: Date | null;
  doi: string | null;
};

/** JSON-LD text; safe inside a script element since React escapes what would end it. */
export function scholarlyArticle(paper: Described, siteUrl: string): string {
  const doi = doiOf(paper);
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: plainText(paper.title),
    abstract: plainText(paper.abstract),
    author: paper.authors.map(({ name, affiliation }) => ({
      '@type': 'Person',
      name,
      ...(affiliation ? { affiliation: { '@type': 'Organization', name: affiliation } } : {}),
    })),
    datePublished: paper.publishedOn.toISOString().slice(0, 10),
    dateModified: paper.updatedAt?.toISOString(),
    keywords: paper.categories,
    url: `${siteUrl}${paperPath(paper.id)}`,
    sameAs: repositoryLinks(paper)?.landing,
    identifier: doi ? { '@type': 'PropertyValue', propertyID: 'DOI', value: doi } : undefined,
  });
}
