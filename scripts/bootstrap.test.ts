/** Tests `npm start`'s installation, in a copy of the project with a recording npm. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '@/tests/support/temporary-folder';

const PACKAGES = {
  'node_modules/next': { version: '16.4.0', integrity: 'sha512-next' },
  'node_modules/prisma': { version: '7.10.0', integrity: 'sha512-prisma', dev: true },
};
const { 'node_modules/prisma': _tool, ...WITHOUT_TOOLS } = PACKAGES;
const SCHEMA = 'model Paper { id String @id }';

let project: string;
const inProject = (name: string) => path.join(project, name);

function write(name: string, content: string | object): void {
  mkdirSync(path.dirname(inProject(name)), { recursive: true });
  writeFileSync(inProject(name), typeof content === 'string' ? content : JSON.stringify(content));
}

beforeEach(() => {
  project = temporaryFolder('bootstrap');
  for (const name of ['scripts/bootstrap.mjs', 'scripts/prune.mjs']) cpSync(name, inProject(name));
  cpSync('scripts/serve/build-stamp.mjs', inProject('scripts/serve/build-stamp.mjs'));
  write('package-lock.json', { packages: { '': {}, ...PACKAGES } });
  write('node_modules/.package-lock.json', { packages: WITHOUT_TOOLS });
  write('prisma/schema.prisma', SCHEMA);
  const stamp = createHash('sha256').update('7.10.0').update(SCHEMA).digest('hex');
  write('lib/db/generated/.stamp', stamp);
  write(
    'npm.mjs',
    `import { appendFileSync } from 'node:fs'; appendFileSync('npm.log', 'called\\n');`,
  );
});
afterEach(() => rmSync(project, { recursive: true }));

function bootstrap(part: string, settings: Record<string, string> = {}) {
  const program = `
    const { bootstrap } = await import('./scripts/bootstrap.mjs');
    await bootstrap({ part: ${JSON.stringify(part)} }).catch((error) => {
      console.log(error.message);
      process.exitCode = 1;
    });`;
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: inProject('npm.mjs'), ...settings },
  });
  return {
    code: ended.status,
    message: ended.stdout,
    hasInstalled: existsSync(inProject('npm.log')),
  };
}

function markAsBuilt(): void {
  const program = `
    const { wantedStamp } = await import('./scripts/serve/build-stamp.mjs');
    process.stdout.write(wantedStamp());`;
  const args = ['--input-type=module', '-e', program];
  const { stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  write('.next/broadsheet-build', stdout);
}

test('without development packages the built program runs and nothing is installed', () => {
  markAsBuilt();
  for (const part of ['all', 'web', 'worker']) {
    expect(bootstrap(part)).toEqual({ code: 0, message: '', hasInstalled: false });
  }
});

test('without development packages, a worker needs no built pages', () => {
  expect(bootstrap('worker').hasInstalled).toBe(false);
});

test('development packages are installed if a build is needed', () => {
  expect(bootstrap('all').hasInstalled).toBe(true);
});

test('development packages are installed to develop and to test', () => {
  markAsBuilt();
  expect(bootstrap('dev').hasInstalled).toBe(true);
});

test('a package of another version is installed again', () => {
  markAsBuilt();
  const other = { 'node_modules/next': { version: '16.3.0', integrity: 'sha512-old' } };
  write('node_modules/.package-lock.json', { packages: other });
  expect(bootstrap('worker').hasInstalled).toBe(true);
});

test('an unwritable folder for temporary files is named at once', () => {
  const TMPDIR = inProject('missing');
  const { code, message, hasInstalled } = bootstrap('all', { TMPDIR });
  expect({ code, hasInstalled }).toEqual({ code: 1, hasInstalled: false });
  expect(message).toContain(`${TMPDIR}, the folder for temporary files, isn’t writable (ENOENT)`);
});
