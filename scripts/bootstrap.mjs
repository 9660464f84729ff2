/** Makes a fresh clone runnable: packages, database client. Needs nothing but Node 20 itself. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { prune } from './prune.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OLDEST_NODE = [22, 19];
const CLIENT_STAMP = 'lib/db/generated/.stamp';

/** What runs from built pages alone; all else builds or tests something. */
const RUNNING_PARTS = ['all', 'web', 'worker'];

/** Installs and generates whatever is missing; throws with a sentence where that fails. */
export async function bootstrap({ part = 'test' } = {}) {
  process.chdir(ROOT);
  requireTemporaryFolder();
  if (!arePackagesInstalled({ withTools: false })) await installPackages();
  else if (!arePackagesInstalled({ withTools: true }) && (await needsTools(part))) {
    await installPackages();
  }
  if (!isClientGenerated()) await generateClient();
}

/** Some tools wait for ever where they can't write it. */
function requireTemporaryFolder() {
  try {
    rmSync(mkdtempSync(path.join(tmpdir(), 'broadsheet-')), { recursive: true });
  } catch (cause) {
    const reason = `${tmpdir()}, the folder for temporary files, isn’t writable`;
    throw new Error(`${reason} (${cause.code}). Set TMPDIR to a writable folder.`, { cause });
  }
}

/** Development packages are tools: an installation without them runs what is built already. */
async function needsTools(part) {
  if (!RUNNING_PARTS.includes(part) || !isClientGenerated()) return true;
  if (part === 'worker') return false;
  // Imported late: Node 20 doesn't have all that it uses.
  const { isBuildFresh } = await import('./serve/build-stamp.mjs');
  return !isBuildFresh();
}

/** The Node that Broadsheet runs on: the one among its packages, else this one if new enough. */
export function findNode() {
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = path.join(ROOT, 'node_modules/node/bin', file);
  if (existsSync(packaged)) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return process.execPath;
  }
  throw new Error(`Broadsheet needs Node ${OLDEST_NODE.join('.')} or newer.`);
}

/** npm keeps a list of what it installed; this holds it against the list of what is wanted. */
function arePackagesInstalled({ withTools }) {
  const listOfInstalled = 'node_modules/.package-lock.json';
  if (!existsSync(listOfInstalled)) return false;
  const wanted = readJson('package-lock.json').packages;
  const installed = readJson(listOfInstalled).packages;
  return Object.entries(wanted).every(([place, { version, integrity, optional, dev }]) => {
    if (place === '' || (dev && !withTools)) return true;
    const found = installed[place];
    // Binaries for other platforms are wanted by nobody here.
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

async function installPackages() {
  // Not `npm ci`, which refuses a lock file that was made where other platforms' binaries could
  // not be had. This, too, installs what the lock file says, and leaves it alone.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const command = npmCommand('install', '--no-save', '--include=dev', ...quiet);
  // Its script would fetch libraries for graphics cards; older npms don't know `allowScripts`.
  const env = { ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await runStep('Packages', 'installing (a minute or two)', 'installed', command, env);
  prune();
}

/** How to call npm: the one that called us where there is one, else the one on the PATH. */
export function npmCommand(...args) {
  const npm = process.env.npm_execpath;
  return npm ? [process.execPath, npm, ...args] : ['npm', ...args];
}

function wantedClient() {
  const { version } = readJson('package-lock.json').packages['node_modules/prisma'];
  const schema = readFileSync('prisma/schema.prisma');
  return createHash('sha256').update(version).update(schema).digest('hex');
}

function isClientGenerated() {
  return existsSync(CLIENT_STAMP) && readFileSync(CLIENT_STAMP, 'utf8') === wantedClient();
}

async function generateClient() {
  const prisma = 'node_modules/prisma/build/index.js';
  await runStep('Client', 'generating', 'generated', [findNode(), prisma, 'generate'], {
    // Generating needs no engine, but its command line would download one to ask its version.
    ...(process.platform !== 'win32' && {
      PRISMA_SCHEMA_ENGINE_BINARY: path.resolve('prisma/no-schema-engine.sh'),
    }),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  });
  writeFileSync(CLIENT_STAMP, wantedClient());
}

/** Runs a command behind one line that shows the time it takes, and its words if it fails. */
async function runStep(name, doing, done, [program, ...args], env = {}) {
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1_000).toFixed(1);
  const line = (text) => `  ${name.padEnd(11)} ${text}`;
  const isTerminal = process.stdout.isTTY;
  process.stdout.write(line(`${doing}…`) + (isTerminal ? '' : '\n'));
  const clock = isTerminal
    ? setInterval(() => process.stdout.write(`\r${line(`${doing}… ${seconds()} s`)}`), 200)
    : undefined;
  const { code, output } = await collect(program, args, env).finally(() => clearInterval(clock));
  if (isTerminal) process.stdout.write('\r\x1b[2K');
  if (code !== 0) throw new Error(`${name}: failed.\n${output.slice(0, 2_000)}`);
  process.stdout.write(`${line(done)} (${seconds()} s)\n`);
}

function collect(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, NODE_ENV: '', ...env },
      shell: process.platform === 'win32' && program === 'npm',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
