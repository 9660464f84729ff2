/** What an assistant may do for the reader whose token it has, as far as the token's scopes say. */
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { Scope } from '@/lib/accounts/tokens/token-rules';
import type { Reader } from '@/lib/accounts/types';
import type { Database } from '@/lib/db/client';
import { requireAllowance } from '@/lib/http/limit-commands';
import { saveBookmark } from '@/lib/library/bookmark-commands';
import { ownDigestPage, type Site } from '@/lib/markdown/page-queries';
import { knownPaperId, told } from './told';

export type OwnTools = {
  reader: Reader;
  scopes: readonly Scope[];
  site: Site;
  now: Date;
  /** Casts and takes back within the limits of account and network, as the pages do. */
  vote: (paperId: string) => Promise<{ votes: number }>;
};

const id = z.string().max(100).describe('An arXiv id, such as 2503.12345, or a link to it.');

export function addOwnTools(server: McpServer, own: OwnTools, db: Database): void {
  const { reader, site, now } = own;
  if (own.scopes.includes('votes')) {
    server.registerTool(
      'vote',
      {
        title: 'Vote for a paper',
        description: 'Casts the reader’s vote; once, however often it is asked.',
        inputSchema: { id },
        annotations: { readOnlyHint: false, idempotentHint: true, openWorldHint: false },
      },
      async ({ id: given }) =>
        told(async () => {
          const { votes } = await own.vote(knownPaperId(given));
          return `Voted. The paper has ${Math.round(votes)} votes.`;
        }),
    );
  }
  if (own.scopes.includes('library')) {
    server.registerTool(
      'save',
      {
        title: 'Save a paper',
        description: 'Puts a paper into the reader’s library.',
        inputSchema: { id },
        annotations: { readOnlyHint: false, idempotentHint: true, openWorldHint: false },
      },
      async ({ id: given }) =>
        told(async () => {
          await requireAllowance('bookmark', reader.id);
          await saveBookmark(db, { userId: reader.id, paperId: knownPaperId(given) });
          return 'Saved to your library.';
        }),
    );
  }
  if (own.scopes.includes('digest')) {
    server.registerTool(
      'my_digest',
      {
        title: 'Read my digest',
        description:
          'The reader’s next digest, as it would be now, with the reason for each paper.',
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      async () => told(() => ownDigestPage(db, reader.id, { site, now })),
    );
  }
}
