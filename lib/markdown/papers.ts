/** Writes a paper or a list of papers as Markdown, for programs. */
import type { PaperCard } from '@/lib/papers/queries';
import { paperPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

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
  const { labels } = words.paper;
  const facts = [
    [words.markdown.authors, paper.authors.map(({ name }) => escapeMarkdown(name)).join(', ')],
    [labels.published, paper.publishedOn.toISOString().slice(0, 10)],
    [labels.categories, paper.categories.join(', ')],
    [labels.votes, String(Math.round(paper.votes))],
    [words.markdown.source, sourceUrl],
    [labels.code, paper.codeUrl],
    [labels.project, paper.projectUrl],
    [labels.doi, paper.doi],
    [words.markdown.page, `${siteUrl}${paperPath(paper.id)}`],
  ].filter(([, value]) => value);
  return [
    `# ${escapeMarkdown(paper.title)}`,
    ...(paper.withdrawn ? [`**${words.paper.withdrawn}**`] : []),
    ...(paper.hiddenAt ? [`**${escapeMarkdown(words.paper.hiddenBy(paper.hiddenReason))}**`] : []),
    facts.map(([term, value]) => `- ${term}: ${value}`).join('\n'),
    `## ${words.paper.abstract}`,
    escapeMarkdown(paper.abstract) || words.paper.noAbstract,
  ].join('\n\n');
}

type List = {
  title: string;
  papers: readonly PaperCard[];
  /** The address of the next page. */
  next?: string | null;
};

export function listMarkdown({ title, papers, next }: List, siteUrl: string): string {
  const entries = papers.map(
    (paper, index) =>
      `${index + 1}. [${escapeMarkdown(paper.title)}](${siteUrl}${paperPath(paper.id)}) — ${authorsInShort(paper)}; ${words.markdown.votes(paper.votes)}\n\n   ${escapeMarkdown(paper.abstract).replace(/\n+/g, '\n\n   ')}`,
  );
  return [
    `# ${escapeMarkdown(title)}`,
    ...(entries.length > 0 ? entries : [words.markdown.noPapers]),
    ...(next ? [`[${words.feed.nextPage}](${next})`] : []),
  ].join('\n\n');
}

function authorsInShort({ authors, authorCount }: PaperCard): string {
  if (authorCount === 0) return words.paper.noAuthors;
  const rest = authorCount - authors.length;
  return `${authors.map(escapeMarkdown).join(', ')}${rest > 0 ? ` ${words.paper.moreAuthors(rest)}` : ''}`;
}

/** Escapes markup in text; maths between dollars stays unchanged. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(\$[^$\n]+\$)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/([\\`*_[\]<>#])/g, '\\$1')))
    .join('');
}
