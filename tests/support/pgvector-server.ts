/** A migrated Postgres with pgvector in WebAssembly, because the embedded one lacks it. */
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite/vector';
import { migrate } from '@/lib/db/migrate';
import { freePort } from '@/lib/ports';

const CONNECTIONS = 30;

/** Its connections share one session in turn. */
export async function startPgvector(): Promise<{ url: string; close: () => Promise<void> }> {
  const db = await PGlite.create({ extensions: { vector, pg_trgm, unaccent } });
  const port = await freePort();
  const server = new PGLiteSocketServer({ db, port, maxConnections: CONNECTIONS });
  await server.start();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  await migrate(url);
  return {
    url,
    async close() {
      await server.stop();
      await db.close();
    },
  };
}
