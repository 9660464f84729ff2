/** Lists the Postgres privileges that a role lacks, as statements for its administrator. */
import pg from 'pg';

const PERMISSION_DENIED = '42501';

/** Runs `work`; where Postgres denies access, the error names the statements to run. */
export async function withGrantAdvice<T>(
  connectionString: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isPermissionDenied(cause)) throw cause;
    throw new Error(adviceFor(connectionString, cause), { cause });
  }
}

function adviceFor(connectionString: string, denied: Error): string {
  const { user = '', database = '' } = new pg.Client({ connectionString });
  const [role, name] = [user, database].map(pg.escapeIdentifier);
  return [
    `The database denies the role ${role} what Broadsheet needs (${denied.message}).`,
    'As a superuser or the owner of the database, run:',
    `  GRANT CREATE ON DATABASE ${name} TO ${role};`,
    `  GRANT USAGE, CREATE ON SCHEMA public TO ${role};`,
    'If tables of Broadsheet belong to another role, use that role in DATABASE_URL instead.',
  ].join('\n');
}

function isPermissionDenied(error: unknown): error is Error {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && at.code === PERMISSION_DENIED) return true;
  }
  return false;
}
