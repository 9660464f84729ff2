/** llms.txt: a description of the site for language models. */
import type { PatternWith } from '@/lib/site/addresses';

type Entry = { name: string; about: string };

const pages: Partial<Record<PatternWith<'md'>, Entry>> = {
  '/papers': {
    name: 'Latest edition',
    about: 'the papers of the latest day with their whole abstracts',
  },
  '/papers/date/:day': {
    name: 'A day',
    about: 'the edition of a day, by votes',
  },
  '/papers/week/:week': { name: 'A week', about: 'the edition of an ISO week' },
  '/papers/month/:month': { name: 'A month', about: 'the edition of a month' },
  '/papers/trending': { name: 'Trending', about: 'with ?window=day, week or month' },
  '/papers/*id': { name: 'A paper', about: 'by its arXiv ID' },
  '/topics': { name: 'Topics', about: 'every topic of the site' },
  '/authors/*name': { name: 'An author', about: 'papers with that name, newest first' },
  '/digests/:day': { name: 'A digest', about: 'the papers of a day’s digest' },
  '/about/ranking': { name: 'Ranking', about: 'the formula and its numbers' },
};

export const llms = {
  summary:
    'The daily paper for research papers: today’s trending abstracts, by curators and the research community.',
  markdown:
    'Every reading page is also Markdown: add `.md` to its address, or send `Accept: text/markdown`. No key is needed. Please keep `ETag`s and send them back.',
  read: 'Read',
  pages,
  search: { name: 'Search', about: 'papers that match words' },
  programs: 'Programs',
  api: { name: 'API', about: 'JSON with the names and parameters of Hugging Face’s papers' },
  openapi: { name: 'OpenAPI', about: 'the API’s description for machines' },
  mcp: { name: 'MCP', about: 'a Model Context Protocol server, streamable HTTP, no session' },
  feeds: {
    name: 'Feeds',
    about: 'RSS, Atom and JSON Feed of days, trends, topics, authors, searches',
  },
};
