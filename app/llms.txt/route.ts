/** Lists the site's pages for programs, in the form of https://llmstxt.org */
import { env, publicUrl } from '@/lib/env';
import { ADDRESSES, type Address, type PatternWith } from '@/lib/site/addresses';
import { feedPath, PATHS, searchPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

type Entry = { name: string; about: string };

/** Placeholders for the parameters of an address. */
const EXAMPLES: Record<string, string> = {
  day: '2025-03-14',
  week: '2025-W11',
  month: '2025-03',
  id: '2503.12345',
  name: 'Ada%20Lovelace',
};

export function GET(): Response {
  const { llms } = words;
  const link = (path: string, { name, about }: Entry) =>
    `- [${name}](${publicUrl}${path}): ${about}`;
  const rows: readonly Address[] = ADDRESSES;
  const pages = rows.flatMap(({ pattern }) => {
    const entry = llms.pages[pattern as PatternWith<'md'>];
    return entry ? [link(`${exampleOf(pattern)}.md`, entry)] : [];
  });
  const [path, query] = searchPath('diffusion').split('?');
  const text = [
    `# ${env.SITE_NAME}`,
    `> ${llms.summary}`,
    llms.markdown,
    `## ${llms.read}`,
    [...pages, link(`${path}.md?${query}`, llms.search)].join('\n'),
    `## ${llms.programs}`,
    [
      link(PATHS.api, llms.api),
      link(PATHS.openapi, llms.openapi),
      link(PATHS.mcp, llms.mcp),
      link(feedPath('topics', 'opml'), llms.feeds),
    ].join('\n'),
  ].join('\n\n');
  return new Response(`${text}\n`, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}

function exampleOf(pattern: string): string {
  return pattern.replace(/[:*](\w+)/g, (_, name: string) => EXAMPLES[name] ?? '');
}
