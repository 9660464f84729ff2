import { expect, test } from 'vitest';
import { citationTags } from './meta-tags';

const paper = {
  id: '2503.12345',
  source: 'arxiv',
  title: 'Of $\\alpha$ and <fog>',
  abstract: 'We listen.',
  authors: [{ name: 'Zoë Ångström' }, { name: 'Max Quill' }],
  publishedOn: new Date('2025-03-14'),
  doi: '10.1000/182',
};

test('a paper’s page has the meta tags that a reference manager needs', () => {
  expect(citationTags(paper, 'https://paper.example')).toEqual({
    'dc.type': 'preprint',
    citation_title: 'Of α and <fog>',
    citation_author: ['Zoë Ångström', 'Max Quill'],
    citation_publication_date: '2025/03/14',
    citation_online_date: '2025/03/14',
    citation_abstract_html_url: 'https://paper.example/papers/2503.12345',
    citation_arxiv_id: '2503.12345',
    citation_pdf_url: 'https://arxiv.org/pdf/2503.12345',
    citation_publisher: 'arXiv',
    citation_doi: '10.1000/182',
    citation_abstract: 'We listen.',
  });
});

test('a paper without an arXiv id has no tags of arXiv', () => {
  const tags = citationTags(
    { ...paper, id: 'x-of-fog', source: 'sample', doi: null, abstract: '' },
    'https://p.example',
  );
  expect(Object.keys(tags)).toEqual([
    'dc.type',
    'citation_title',
    'citation_author',
    'citation_publication_date',
    'citation_online_date',
    'citation_abstract_html_url',
  ]);
});

/**
 * Zotero's Embedded Metadata translator takes the item type from these tags; without them, from
 * Zotero's type in dc.type.
 */
test('Zotero reads the page as a preprint, with its DOI', () => {
  const tags = citationTags({ ...paper, doi: null }, 'https://paper.example');
  for (const other of [
    'journal_title',
    'conference_title',
    'technical_report_institution',
    'isbn',
  ]) {
    expect(tags).not.toHaveProperty(`citation_${other}`);
  }
  expect(tags).toMatchObject({
    'dc.type': 'preprint',
    citation_doi: '10.48550/arXiv.2503.12345',
  });
});
