/** A paper, or a list of them, as Markdown: for readers that are programs. */
import type { PaperCard } from '@/lib/papers/queries';
import { paperPath } from '@/lib/site/paths';

type Whole = {
  id: string;
  title: string;
  abstract: string;
  authors: { name: string; affiliation: string | null }[];
  categories: string[];
  publishedOn: Date;
  version: number | null;
  withdrawn: boolean;
  hiddenAt: Date | null;
  hiddenReason: string | null;
  votes: number;
  codeUrl: string | null;
  projectUrl: string | null;
  doi: string | null;
};

export function paperMarkdown(paper: Whole, siteUrl: string, sourceUrl: string | null): string {
  const facts = [
    ['Authors', paper.authors.map(({ name }) => escapeMarkdown(name)).join(', ')],
    ['Published', paper.publishedOn.toISOString().slice(0, 10)],
    ['Categories', paper.categories.join(', ')],
    ['Votes', String(Math.round(paper.votes))],
    ['Source', sourceUrl],
    ['Code', paper.codeUrl],
    ['Project', paper.projectUrl],
    ['DOI', paper.doi],
    ['Page', `${siteUrl}${paperPath(paper.id)}`],
  ].filter(([, value]) => value);
  return [
    `# ${escapeMarkdown(paper.title)}`,
    ...(paper.withdrawn ? ['**Withdrawn by its authors.**'] : []),
    ...(paper.hiddenAt
      ? [`**Taken off every list by a curator:** ${escapeMarkdown(paper.hiddenReason ?? '')}`]
      : []),
    facts.map(([term, value]) => `- ${term}: ${value}`).join('\n'),
    '## Abstract',
    escapeMarkdown(paper.abstract) || 'No abstract has come with this paper.',
  ].join('\n\n');
}

type List = {
  title: string;
  papers: readonly PaperCard[];
  /** Where the list goes on. */
  next?: string | null;
};

export function listMarkdown({ title, papers, next }: List, siteUrl: string): string {
  const entries = papers.map(
    (paper, index) =>
      `${index + 1}. [${escapeMarkdown(paper.title)}](${siteUrl}${paperPath(paper.id)}) — ${authorsInShort(paper)}; ${paper.votes} votes\n\n   ${escapeMarkdown(paper.abstract).replace(/\n+/g, '\n\n   ')}`,
  );
  return [
    `# ${escapeMarkdown(title)}`,
    ...(entries.length > 0 ? entries : ['No papers.']),
    ...(next ? [`[Next page](${next})`] : []),
  ].join('\n\n');
}

function authorsInShort({ authors, authorCount }: PaperCard): string {
  if (authorCount === 0) return 'authors unknown';
  const rest = authorCount - authors.length;
  return `${authors.map(escapeMarkdown).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Keeps text from becoming markup; maths between dollars stays as it is. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(\$[^$\n]+\$)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/([\\`*_[\]<>#])/g, '\\$1')))
    .join('');
}
