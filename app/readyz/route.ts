/** Readiness: the database answers, has every migration, and has a queue. */
import { pendingMigrations } from '@/lib/db/migrate';
import { databasePool } from '@/lib/db/client';
import { queueIsReady } from '@/lib/queue/queries';

type Check = { name: string; ok: boolean; problem?: string };

export async function GET(): Promise<Response> {
  const checks = await Promise.all([
    check('database', async () => {
      await databasePool().query('SELECT 1');
      return null;
    }),
    check('migrations', async () => {
      const pending = await pendingMigrations(databasePool());
      return pending.length > 0 ? `not applied: ${pending.join(', ')}` : null;
    }),
    check('queue', async () =>
      (await queueIsReady(databasePool())) ? null : 'the worker has not started yet',
    ),
  ]);
  const isReady = checks.every(({ ok }) => ok);
  return Response.json(
    { status: isReady ? 'ready' : 'not ready', checks },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  );
}

/** Reports a check's own failure as its result. */
async function check(name: string, run: () => Promise<string | null>): Promise<Check> {
  try {
    const problem = await run();
    return problem ? { name, ok: false, problem } : { name, ok: true };
  } catch (error) {
    return { name, ok: false, problem: error instanceof Error ? error.name : 'unknown' };
  }
}
