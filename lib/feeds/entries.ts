/** A paper as an entry of a feed, with its whole abstract as safe HTML. */
import { parseRichText, plainText, type RichNode } from '@/lib/papers/maths/rich-text';
import { repositoryOf } from '@/lib/sources/table';
import { paperPath } from '@/lib/site/paths';
import { words } from '@/lib/words';
import type { FeedEntry } from './types';

/** Longer author lists would fill the feed. */
const MAX_AUTHORS = 20;

type Paper = {
  id: string;
  source: string;
  title: string;
  abstract: string;
  authors: { name: string }[];
  topics: string[];
  categories: string[];
  publishedOn: Date;
  updatedAt: Date | null;
  withdrawn: boolean;
  codeUrl: string | null;
  projectUrl: string | null;
  thumbnailUrl: string | null;
};
type Listing = { listedOn: string; submittedAt: Date | null };

export function paperEntry(
  paper: Paper,
  listing: Listing | null,
  site: { url: string; topicNames: Map<string, string> },
): FeedEntry {
  const url = `${site.url}${encodeURI(paperPath(paper.id))}`;
  const title = plainText(paper.title);
  const publishedAt = listing
    ? (listing.submittedAt ?? new Date(`${listing.listedOn}T00:00:00Z`))
    : paper.publishedOn;
  const topics = paper.topics.map((slug) => site.topicNames.get(slug) ?? slug);
  return {
    url,
    title: paper.withdrawn ? words.feeds.withdrawn(title) : title,
    html: [byline(paper), ...paragraphs(paper.abstract), links(paper, url)].join(''),
    authors: paper.authors.slice(0, MAX_AUTHORS).map(({ name }) => name),
    labels: [...new Set([...topics, ...paper.categories])],
    publishedAt,
    // A revision updates an entry; votes and comments don't.
    updatedAt: paper.updatedAt && paper.updatedAt > publishedAt ? paper.updatedAt : publishedAt,
    imageUrl: paper.thumbnailUrl,
  };
}

function byline({ authors }: Paper): string {
  if (authors.length === 0) return '';
  const named = authors.slice(0, MAX_AUTHORS).map(({ name }) => escapeHtml(name));
  const rest = authors.length - named.length;
  return `<p><em>${named.join(', ')}${rest > 0 ? ` ${words.paper.moreAuthors(rest)}` : ''}</em></p>`;
}

function paragraphs(abstract: string): string[] {
  if (!abstract) return [`<p>${words.paper.noAbstract}</p>`];
  const html = parseRichText(abstract).map(nodeHtml).join('');
  return html.split('\n\n').map((paragraph) => `<p>${paragraph}</p>`);
}

function nodeHtml(node: RichNode): string {
  switch (node.kind) {
    case 'break':
      return '\n\n';
    case 'math':
      // Feed readers drop MathML; a formula without a plain form stays as typed.
      return escapeHtml(plainText(`$${node.tex}$`));
    case 'text':
      return escapeHtml(node.text);
    case 'link':
      return anchor(node.href, node.text);
  }
}

function links(paper: Paper, url: string): string {
  const repository = repositoryOf(paper);
  const pages = repository?.links(paper.id, null);
  const all: [string | null | undefined, string | undefined][] = [
    [pages?.landing, repository?.name],
    [pages?.pdf, words.paper.pdf],
    [paper.codeUrl, words.paper.labels.code],
    [paper.projectUrl, words.paper.labels.project],
    [url, words.feeds.discussion],
  ];
  const anchors = all.flatMap(([href, text]) => (href && text ? [anchor(href, text)] : []));
  return `<p>${anchors.join(' · ')}</p>`;
}

function anchor(href: string, text: string): string {
  if (!/^(?:https?|ftp|mailto):/i.test(href)) return escapeHtml(text);
  return `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
