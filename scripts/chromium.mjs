/** Finds or installs the browser for the end-to-end tests. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const DOWNLOAD_TIMEOUT_MS = 300_000;
const HOW_TO =
  'The end-to-end tests need Chromium. Install it (Debian: apt-get install chromium), ' +
  'or set CHROMIUM_PATH to its location.';

/** An installed Chromium, or null. */
export function installedChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return candidates().find(works) ?? null;
}

function candidates() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...APPLICATIONS].filter((file) => existsSync(file));
}

/** Returns a working Chromium, installing one if needed; throws with manual instructions. */
export async function ensureChromium() {
  return installedChromium() ?? (await playwrightsOwn()) ?? fromDebian();
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  if (!works(file)) {
    const args = ['node_modules/@playwright/test/cli.js', 'install', 'chromium'];
    run(process.execPath, args, DOWNLOAD_TIMEOUT_MS);
  }
  return works(file) ? file : null;
}

function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(HOW_TO);
  run('apt-get', ['update']);
  run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
  const file = installedChromium();
  if (!file) throw new Error(HOW_TO);
  return file;
}

/** Without its system libraries Chromium can't even print its version. */
function works(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0;
}

function run(program, args, timeout) {
  process.stdout.write(`${program} ${args.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout });
}
