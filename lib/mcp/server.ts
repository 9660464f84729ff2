/** The Model Context Protocol server: reading pages as tools and resources for assistants. */
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
import { knownPaperId, messageOf, toolResult } from './results';
import { words } from '@/lib/words';

export type McpContext = {
  db: Database;
  name: string;
  site: pages.Site;
  /** The tools that the reader's token allows. */
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
  .describe(words.mcp.day)
  .optional();
const query = z
  .string()
  .min(1, words.validation.hasWord)
  .max(MAX_QUERY_CHARS, words.validation.longest(MAX_QUERY_CHARS));
const page = z.int().min(0).max(14).default(0).describe(words.mcp.page);
const paperId = z.string().max(100).describe(words.mcp.paperId);

/** Creates a server for one request. It keeps nothing for the next. */
export function createMcpServer(context: Context): McpServer {
  const server = new McpServer(
    { name: context.name, version: VERSION },
    { instructions: words.mcp.instructions },
  );
  addTools(server, context);
  addRelated(server, context);
  if (context.own) addOwnTools(server, context.own, context.db);
  addResources(server, context);
  // Corrects the library, which announces changes of its lists. A server for one request sends none.
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
      ...words.mcp.searchPapers,
      inputSchema: { query, page },
      annotations: READ_ONLY,
    },
    async ({ query: text, page: number }) =>
      toolResult(() => pages.searchPage(db, readWords(text), { page: number, site })),
  );
  server.registerTool(
    'get_paper',
    {
      ...words.mcp.getPaper,
      inputSchema: { id: paperId },
      annotations: READ_ONLY,
    },
    async ({ id }) => toolResult(() => pages.paperPage(db, knownPaperId(id), site)),
  );
  server.registerTool(
    'daily_papers',
    {
      ...words.mcp.dailyPapers,
      inputSchema: { date: day, page },
      annotations: READ_ONLY,
    },
    async ({ date, page: number }) => toolResult(() => edition(db, date, { page: number, site })),
  );
  server.registerTool(
    'trending_papers',
    {
      ...words.mcp.trendingPapers,
      inputSchema: { window: z.enum(TRENDING_WINDOWS).default('day'), page },
      annotations: READ_ONLY,
    },
    async ({ window, page: number }) =>
      toolResult(() => pages.trendingPage(db, window, { page: number, site })),
  );
}

/** The paper's nearest by words and meaning. */
function addRelated(server: McpServer, { db, site }: Context): void {
  server.registerTool(
    'related_papers',
    {
      ...words.mcp.relatedPapers,
      inputSchema: { id: paperId },
      annotations: READ_ONLY,
    },
    async ({ id }) => toolResult(() => pages.relatedPage(db, knownPaperId(id), site)),
  );
}

function addResources(server: McpServer, { db, site }: Context): void {
  server.registerResource(
    'edition',
    new ResourceTemplate('broadsheet://editions/{date}', {
      list: async () => ({
        resources: (await recentDays(db, LISTED_EDITIONS)).map((key) => ({
          uri: `broadsheet://editions/${key}`,
          name: words.feed.papersOf(periodOf('day', key).title),
          mimeType: MARKDOWN,
        })),
      }),
    }),
    { title: words.mcp.edition, mimeType: MARKDOWN },
    async (uri, { date }) => ({
      contents: [await markdown(uri, () => edition(db, [date ?? []].flat()[0], { page: 0, site }))],
    }),
  );
  server.registerResource(
    'paper',
    new ResourceTemplate('broadsheet://papers/{+id}', { list: undefined }),
    { title: words.mcp.paper, mimeType: MARKDOWN },
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
    throw new McpError(ErrorCode.InvalidParams, messageOf(error));
  }
}
