/** What there is here for programs that read, after https://llmstxt.org */
import { env, publicUrl } from '@/lib/env';
import { authorPath, digestPath, feedPath, paperPath, PATHS, periodPath } from '@/lib/site/paths';

export function GET(): Response {
  const link = (text: string, path: string, words: string) =>
    `- [${text}](${publicUrl}${path}): ${words}`;
  const text = [
    `# ${env.SITE_NAME}`,
    '> The daily paper for research papers: today’s trending abstracts, by curators and the research community.',
    'Every reading page is Markdown too: add `.md` to its address, or ask with `Accept: text/markdown`. Nothing needs a key; please keep `ETag`s and send them back.',
    '## Read',
    [
      link(
        'Latest edition',
        `${PATHS.latest}.md`,
        'the papers of the latest day with their whole abstracts',
      ),
      link(
        'A day, week or month',
        `${periodPath({ kind: 'day', key: '2025-03-14' })}.md`,
        'also /papers/week/2025-W11.md, /papers/month/2025-03.md',
      ),
      link('Trending', `${PATHS.trending}.md`, 'with ?window=day, week or month'),
      link('Search', `${PATHS.latest}.md?q=diffusion`, 'papers that match words'),
      link('A paper', `${paperPath('2503.12345')}.md`, 'by its arXiv id'),
      link('Topics', `${PATHS.topics}.md`, 'what readers call a field'),
      link('An author', `${authorPath('Ada Lovelace')}.md`, 'papers with that name, newest first'),
      link('A digest', `${digestPath('2025-03-14')}.md`, 'what the morning mail of a day brought'),
      link('How it ranks', `${PATHS.ranking}.md`, 'the formula and its numbers'),
    ].join('\n'),
    '## Programs',
    [
      link('API', PATHS.api, 'JSON with the names and parameters of Hugging Face’s papers'),
      link('OpenAPI', PATHS.openapi, 'the same for machines'),
      link('MCP', '/api/mcp', 'a Model Context Protocol server, streamable HTTP, no session'),
      link(
        'Feeds',
        feedPath('topics', 'opml'),
        'RSS, Atom and JSON Feed of days, trends, topics, authors, searches',
      ),
    ].join('\n'),
  ].join('\n\n');
  return new Response(`${text}\n`, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}
