/** The Model Context Protocol server: what an assistant can read here, as tools and resources. */
import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { Database } from '@/lib/db/client';
import { paddedKey, parsePeriod, periodOf } from '@/lib/calendar';
import { recentDays } from '@/lib/editions/queries';
import { AppError } from '@/lib/errors';
import * as pages from '@/lib/markdown/page-queries';
import { TRENDING_WINDOWS } from '@/lib/ranking/trending';
import { MAX_QUERY_CHARS, readQuery } from '@/lib/search/query/query-parser';
import { addOwnTools, type OwnTools } from './own-tools';
import { knownPaperId, told, wordsOf } from './told';
import { words } from '@/lib/words';

export type McpContext = {
  db: Database;
  name: string;
  site: pages.Site;
  /** What the asker's token lets the assistant do; none without one. */
  own?: OwnTools;
};
type Context = McpContext;

const VERSION = '1.0.0';
const MARKDOWN = 'text/markdown';
const LISTED_EDITIONS = 30;
const READ_ONLY = { readOnlyHint: true, openWorldHint: false };

const day = z
  .string()
  .regex(/^\d{4}-\d\d?-\d\d?$/)
  .describe('A day, such as 2025-03-14; the latest edition without.')
  .optional();
const query = z
  .string()
  .min(1, words.validation.hasWord)
  .max(MAX_QUERY_CHARS, words.validation.longest(MAX_QUERY_CHARS));
const page = z.int().min(0).max(14).default(0).describe('Page, from 0.');
const paperId = z.string().max(100).describe('An arXiv id, such as 2503.12345, or a link to it.');

/** One server a request: it holds nothing between two. */
export function createMcpServer(context: Context): McpServer {
  const server = new McpServer(
    { name: context.name, version: VERSION },
    {
      instructions:
        'The daily paper for research papers. Answers are Markdown with whole abstracts; each paper’s link is its page.',
    },
  );
  addTools(server, context);
  addRelated(server, context);
  if (context.own) addOwnTools(server, context.own, context.db);
  addResources(server, context);
  // The library promises news of its lists, and one server a request has no one to send them to.
  server.server.registerCapabilities({
    tools: { listChanged: false },
    resources: { listChanged: false },
  });
  return server;
}

function addTools(server: McpServer, { db, site }: Context): void {
  server.registerTool(
    'search_papers',
    {
      title: 'Search papers',
      description: 'Papers that match words in title, abstract or authors, best first.',
      inputSchema: { query, page },
      annotations: READ_ONLY,
    },
    async ({ query: said, page: asked }) =>
      told(() => pages.searchPage(db, readWords(said), { page: asked, site })),
  );
  server.registerTool(
    'get_paper',
    {
      title: 'Read a paper’s entry',
      description: 'One paper: authors, abstract, links, votes.',
      inputSchema: { id: paperId },
      annotations: READ_ONLY,
    },
    async ({ id }) => told(() => pages.paperPage(db, knownPaperId(id), site)),
  );
  server.registerTool(
    'daily_papers',
    {
      title: 'Read a day’s edition',
      description: 'The papers of a day in the edition’s order: curators’ picks, then votes.',
      inputSchema: { date: day, page },
      annotations: READ_ONLY,
    },
    async ({ date, page: asked }) => told(() => edition(db, date, { page: asked, site })),
  );
  server.registerTool(
    'trending_papers',
    {
      title: 'What trends',
      description: 'Papers by recent votes, listings and discussion, most first.',
      inputSchema: { window: z.enum(TRENDING_WINDOWS).default('day'), page },
      annotations: READ_ONLY,
    },
    async ({ window, page: asked }) =>
      told(() => pages.trendingPage(db, window, { page: asked, site })),
  );
}

/** The paper's nearest by words and meaning. */
function addRelated(server: McpServer, { db, site }: Context): void {
  server.registerTool(
    'related_papers',
    {
      title: 'Related papers',
      description: 'Papers most like one, by words and meaning, nearest first.',
      inputSchema: { id: paperId },
      annotations: READ_ONLY,
    },
    async ({ id }) => told(() => pages.relatedPage(db, knownPaperId(id), site)),
  );
}

function addResources(server: McpServer, { db, site }: Context): void {
  server.registerResource(
    'edition',
    new ResourceTemplate('broadsheet://editions/{date}', {
      list: async () => ({
        resources: (await recentDays(db, LISTED_EDITIONS)).map((key) => ({
          uri: `broadsheet://editions/${key}`,
          name: `Papers of ${periodOf('day', key).title}`,
          mimeType: MARKDOWN,
        })),
      }),
    }),
    { title: 'A day’s edition', mimeType: MARKDOWN },
    async (uri, { date }) => ({
      contents: [await markdown(uri, () => edition(db, [date ?? []].flat()[0], { page: 0, site }))],
    }),
  );
  server.registerResource(
    'paper',
    new ResourceTemplate('broadsheet://papers/{+id}', { list: undefined }),
    { title: 'A paper’s entry', mimeType: MARKDOWN },
    async (uri, { id }) => ({
      contents: [
        await markdown(uri, () =>
          pages.paperPage(db, knownPaperId([id ?? []].flat().join('/')), site),
        ),
      ],
    }),
  );
}

function edition(
  db: Database,
  date: string | undefined,
  list: { page: number; site: pages.Site },
): Promise<string> {
  if (date === undefined) return pages.latestPage(db, list);
  const period = parsePeriod('day', paddedKey(date));
  if (!period) throw new AppError('not_found', words.refusals.notDay(date));
  return pages.editionPage(db, period, list);
}

function readWords(query: string): string {
  const read = readQuery(query);
  if (!read) throw new AppError('bad_request', words.refusals.queryHasWord);
  return read;
}

async function markdown({ href }: URL, read: () => Promise<string>) {
  try {
    return { uri: href, mimeType: MARKDOWN, text: await read() };
  } catch (error) {
    throw new McpError(ErrorCode.InvalidParams, wordsOf(error));
  }
}
