/** Prepares a fresh clone: packages and database client. Runs on a bare Node 20. */
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

/** Commands that need production packages alone; others build or test. */
const RUNNING_PARTS = ['all', 'web', 'worker'];

/** Installs and generates missing parts; throws an error with instructions on failure. */
export async function bootstrap({ part = 'test' } = {}) {
  process.chdir(ROOT);
  requireTemporaryFolder();
  if (!arePackagesInstalled({ withTools: false })) await installPackages();
  else if (!arePackagesInstalled({ withTools: true }) && (await needsTools(part))) {
    await installPackages();
  }
  if (!isClientGenerated()) await generateClient();
}

/** Some tools hang if this folder isn't writable. */
function requireTemporaryFolder() {
  try {
    rmSync(mkdtempSync(path.join(tmpdir(), 'broadsheet-')), { recursive: true });
  } catch (cause) {
    const reason = `${tmpdir()}, the folder for temporary files, isn’t writable`;
    throw new Error(`${reason} (${cause.code}). Set TMPDIR to a writable folder.`, { cause });
  }
}

/** Development packages are optional: built pages run without them. */
async function needsTools(part) {
  if (!RUNNING_PARTS.includes(part) || !isClientGenerated()) return true;
  if (part === 'worker') return false;
  // Imported here, because Node 20 lacks APIs that the module uses.
  const { isBuildFresh } = await import('./serve/build-stamp.mjs');
  return !isBuildFresh();
}

/** Broadsheet's Node: the package's binary, else the running one if new enough. */
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

/** Compares npm's list of installed packages with the lock file. */
function arePackagesInstalled({ withTools }) {
  const listOfInstalled = 'node_modules/.package-lock.json';
  if (!existsSync(listOfInstalled)) return false;
  const wanted = readJson('package-lock.json').packages;
  const installed = readJson(listOfInstalled).packages;
  return Object.entries(wanted).every(([place, { version, integrity, optional, dev }]) => {
    if (place === '' || (dev && !withTools)) return true;
    const found = installed[place];
    // Skips binaries for other platforms.
    if (!found) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

async function installPackages() {
  // Not `npm ci`, which rejects a lock file made without access to other platforms' binaries. `npm
  // install` follows the lock file too, and doesn't change it.
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const command = npmCommand('install', '--no-save', '--include=dev', ...quiet);
  // The script would download GPU libraries; older npms ignore `allowScripts`.
  const env = { ONNXRUNTIME_NODE_INSTALL: 'skip' };
  await runStep('Packages', 'installing (a minute or two)', 'installed', command, env);
  prune();
}

/** Finds npm: the calling one, else the one on the PATH. */
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
    // Generation needs no engine, but Prisma's CLI downloads one to read its version.
    ...(process.platform !== 'win32' && {
      PRISMA_SCHEMA_ENGINE_BINARY: path.resolve('prisma/no-schema-engine.sh'),
    }),
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  });
  writeFileSync(CLIENT_STAMP, wantedClient());
}

/** Runs a command behind one line with its duration, and prints its output on failure. */
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
