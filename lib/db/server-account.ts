/** Finds the account that Postgres runs as: the current one, or another one for root. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Options for spawn; empty for the current account. */
export type Account = { uid?: number; gid?: number };

const NAME = 'postgres';
/** Fallback folder for when root's folders, such as /root, are closed to that account. */
const SHARED_HOME = '/var/lib/broadsheet';

/** Finds the account; creates it on a machine without one. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp();
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', NAME]);
  const made = lookUp();
  if (made) return made;
  throw new Error(
    `Postgres can’t run as root, and an account named ${NAME} couldn’t be created. ` +
      'Start Broadsheet as another user, or set DATABASE_URL.',
  );
}

function lookUp(): Account | null {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const answer = spawnSync('id', [flag, NAME], { encoding: 'utf8' });
    return answer.status === 0 ? Number(answer.stdout) : null;
  });
  return uid && gid ? { uid, gid } : null;
}

/** Chooses the cluster's folder: inside the data folder where the account can reach it. */
export function clusterFolder(dataDir: string, account: Account): string {
  if (canEnter(dataDir, account)) return 'postgres';
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const home = path.join(SHARED_HOME, hash);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  return path.join(home, 'postgres');
}

/** Returns a folder with server programs that the account can run: the given one, or a copy. */
export function reachablePrograms(folder: string, version: string, account: Account): string {
  if (canEnter(folder, account)) return folder;
  const copy = path.join(SHARED_HOME, `programs-${version}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  cpSync(folder, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another start may have made the copy first.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function canEnter(folder: string, account: Account): boolean {
  return account.uid === undefined || spawnSync('test', ['-x', folder], account).status === 0;
}
