/** Tools that act for the token's reader, within its scopes. */
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import type { Reader } from '@/lib/accounts/types';
import type { Database } from '@/lib/db/client';
import { requireAllowance } from '@/lib/http/limit-commands';
import { saveBookmark } from '@/lib/library/bookmark-commands';
import { ownDigestPage, type Site } from '@/lib/markdown/page-queries';
import { words } from '@/lib/words';
import { knownPaperId, toolResult } from './results';

export type OwnTools = {
  reader: Reader;
  scopes: readonly Scope[];
  site: Site;
  now: Date;
  /** Casts a vote within the limits of account and network, as the pages do. */
  vote: (paperId: string) => Promise<{ votes: number }>;
};

const id = z.string().max(100).describe(words.mcp.paperId);

export function addOwnTools(server: McpServer, own: OwnTools, db: Database): void {
  const { reader, site, now } = own;
  if (own.scopes.includes('votes')) {
    server.registerTool(
      'vote',
      {
        ...words.mcp.vote,
        inputSchema: { id },
        annotations: { readOnlyHint: false, idempotentHint: true, openWorldHint: false },
      },
      async ({ id: given }) =>
        toolResult(async () => {
          const { votes } = await own.vote(knownPaperId(given));
          return words.mcp.voted(Math.round(votes));
        }),
    );
  }
  if (own.scopes.includes('library')) {
    server.registerTool(
      'save',
      {
        ...words.mcp.save,
        inputSchema: { id },
        annotations: { readOnlyHint: false, idempotentHint: true, openWorldHint: false },
      },
      async ({ id: given }) =>
        toolResult(async () => {
          await requireAllowance('bookmark', reader.id);
          await saveBookmark(db, { userId: reader.id, paperId: knownPaperId(given) });
          return words.outcomes.library.done.saved;
        }),
    );
  }
  if (own.scopes.includes('digest')) {
    server.registerTool(
      'my_digest',
      {
        ...words.mcp.myDigest,
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      async () => toolResult(() => ownDigestPage(db, reader.id, { site, now })),
    );
  }
}
