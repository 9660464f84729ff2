/**
 * Runs the embedded Postgres, which all Broadsheet processes of a data folder share. Each process
 * holds one connection as its lease: the first process starts the server and the last one stops it.
 * A killed process loses its lease with its connection, and the next process reuses a server that
 * still runs.
 */
import { existsSync } from 'node:fs';
import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { keepOnce, randomSecret } from '@/lib/keep-once';
import { freePort } from '@/lib/ports';
import {
  createCluster,
  findPostmaster,
  SERVER_USER,
  startCluster,
  stopCluster,
  type Cluster,
} from './cluster';
import { makeOwnDatabase, OWNER, ownerPassword } from './embedded-owner';
import { clusterFolder, serverAccount } from './server-account';

const DATABASE = 'broadsheet';
const LEASE = 'broadsheet lease';
/** Serialises joining and leaving, so that no process joins a server that is about to stop. */
const GATE = 20_250_314;
const CONNECT_TIMEOUT_MS = 5_000;
const JOIN_TIMEOUT_MS = 60_000;
const RETRY_MS = 100;
const REJOIN_MS = 2_000;
const START_ATTEMPTS = 3;
/** Errors of a Postgres that starts, stops or recovers, and of a socket without a listener. */
const NOT_NOW = /^(57P0[1-3]|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/;

export type Embedded = {
  /** Connection address of the role that owns the database. */
  url: string;
  /** Connection address of the superuser, for tests and benchmarks. */
  superuserUrl: string;
  /** Folder of the cluster: DATA_DIR/postgres, except for some folders of root. */
  folder: string;
  close: () => Promise<void>;
};

type Options = {
  /** Notified when the open database stops and when it is back. */
  onEvent?: (sentence: string) => void;
  settings?: Record<string, string>;
};
type Keys = { password: string; cluster: Cluster };

/** Starts or joins the database of a data folder; creates it if it is missing. */
export async function openEmbedded(dataDir: string, options: Options = {}): Promise<Embedded> {
  const keys = await readKeys(dataDir, options.settings);
  const { cluster } = keys;
  if (!existsSync(cluster.folder)) await createCluster(cluster, keys.password);
  const first = await join(keys);
  let lease = first.client;
  let isClosing = false;
  let isBroken = false;
  let rejoining: Promise<void> = Promise.resolve();

  const watch = () =>
    lease.once('end', () => {
      isBroken = true;
      if (!isClosing) rejoining = rejoin();
    });
  const rejoin = async () => {
    options.onEvent?.('The database stopped. Restarting it.');
    while (!isClosing && isBroken) {
      try {
        // Reuses the port, because other processes hold addresses with it.
        lease = (await join(keys, first.port)).client;
        isBroken = false;
        watch();
        options.onEvent?.('The database is running again.');
      } catch (error) {
        options.onEvent?.(`The database did not start: ${String(error)}`);
        await sleep(REJOIN_MS);
      }
    }
  };
  watch();
  return {
    url: ownerAddress(first.port, keys.password, DATABASE),
    superuserUrl: superuserAddress(first.port, keys.password, DATABASE),
    folder: cluster.folder,
    async close() {
      if (isClosing) return;
      isClosing = true;
      await rejoining;
      if (isBroken || (await isLastOut(lease))) await stopCluster(cluster);
      if (!isBroken) await lease.end();
    },
  };
}

async function join(keys: Keys, port?: number): Promise<{ client: pg.Client; port: number }> {
  const deadline = Date.now() + JOIN_TIMEOUT_MS;
  for (let failedStarts = 0; ; await sleep(RETRY_MS)) {
    const running = findPostmaster(keys.cluster);
    if (running?.port) {
      const client = await enter(running.port, keys.password);
      if (client) return { client, port: running.port };
      if (Date.now() > deadline) {
        throw new Error(`The database (process ${running.pid}) does not answer.`);
      }
      continue;
    }
    try {
      await startCluster(keys.cluster, port ?? (await freePort()));
    } catch (error) {
      // Another process may have started the server first, or taken the port.
      if (!findPostmaster(keys.cluster) && ++failedStarts >= START_ATTEMPTS) throw error;
    }
  }
}

/** Takes a lease on a running server; null while the server starts or stops. */
async function enter(port: number, password: string): Promise<pg.Client | null> {
  try {
    await withClient(superuserAddress(port, password, 'postgres'), async (admin) => {
      await admin.query('SELECT pg_advisory_lock($1)', [GATE]);
      await makeOwnDatabase(admin, {
        database: DATABASE,
        password: ownerPassword(password),
        addressOf: (name) => superuserAddress(port, password, name),
      });
    });
    return await takeLease(ownerAddress(port, password, 'postgres'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isPassing = NOT_NOW.test(code) || /terminated|timeout/.test(String(error));
    if (isPassing) return null;
    throw new Error(`The embedded database refuses the connection: ${String(error)}`, {
      cause: error,
    });
  }
}

async function takeLease(url: string): Promise<pg.Client> {
  const client = clientOf(url);
  try {
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [GATE]);
    await client.query(`SET application_name = '${LEASE}'`);
    await client.query('SELECT pg_advisory_unlock($1)', [GATE]);
    return client;
  } catch (error) {
    await client.end();
    throw error;
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = clientOf(url);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}

function clientOf(connectionString: string): pg.Client {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // Ignored, because openEmbedded handles the 'end' event that follows.
  client.on('error', () => undefined);
  return client;
}

/** Releases the lease. Returns true, and keeps the gate shut, if no other lease is left. */
async function isLastOut(lease: pg.Client): Promise<boolean> {
  await lease.query('SELECT pg_advisory_lock($1)', [GATE]);
  await lease.query(`SET application_name = ''`);
  const others = await lease.query('SELECT FROM pg_stat_activity WHERE application_name = $1', [
    LEASE,
  ]);
  if (others.rowCount === 0) return true;
  await lease.query('SELECT pg_advisory_unlock($1)', [GATE]);
  return false;
}

const keyFile = z.object({ password: z.string(), folder: z.string() });

/** The password and folder of the cluster, chosen once and then kept. */
async function readKeys(dataDir: string, settings?: Record<string, string>): Promise<Keys> {
  await mkdir(dataDir, { recursive: true });
  const home = await realpath(dataDir);
  const account = serverAccount();
  const file = path.join(home, 'embedded.json');
  const { password, folder } = await keepOnce(file, keyFile, () => {
    const chosen = clusterFolder(home, account);
    const place = path.resolve(home, chosen);
    if (existsSync(place)) {
      throw new Error(`${place} holds a database, but ${file}, its key, is missing.`);
    }
    return { password: randomSecret(), folder: chosen };
  });
  const logFile = path.join(home, 'postgres.log');
  return {
    password,
    cluster: {
      folder: path.resolve(home, folder),
      logFile,
      account,
      ...(settings && { settings }),
    },
  };
}

function superuserAddress(port: number, password: string, database: string): string {
  return `postgresql://${SERVER_USER}:${password}@127.0.0.1:${port}/${database}`;
}

function ownerAddress(port: number, password: string, database: string): string {
  return `postgresql://${OWNER}:${ownerPassword(password)}@127.0.0.1:${port}/${database}`;
}
