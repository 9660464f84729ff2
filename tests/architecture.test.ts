/**
 * Checks which module may import which, by reading imports.
 *
 * Every rule counts value imports, because they run code. Type-only imports count only where even a
 * shared type would point the wrong way: from lib to pages, from the platform to domains, and from
 * emails or papers to anything else.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Import = { from: string; to: string; isTypeOnly: boolean };

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'emails', 'lib', 'scripts', 'tests'];
const GENERATED = 'lib/db/generated/';
const MAX_LINES = 300;

/** Files of lib/db with plain types and enums: nothing in them reaches a database. */
const DATABASE_TYPES = /^lib\/db\/generated\/enums$/;
/** Platform folders of lib, below the domains, and modules directly in lib. */
const PLATFORM = 'db front http mail queue site sources words'.split(' ');
/** The folders above the domains: each serves or schedules several of them. */
const EDGES = 'api feeds jobs markdown mcp'.split(' ');
/** Forbidden in queries: Prisma's writes and SQL's. Row locks are allowed. */
const WRITE =
  /\b(?:db|tx|database\(\))\.\w+\.(?:create|update|upsert|delete)\w*\(|\b(?:INSERT INTO|DELETE FROM|UPDATE) "/;

const sources = FOLDERS.flatMap(filesIn).filter((file) => !file.startsWith(GENERATED));
const product = sources.filter((file) => !isTest(file) && !/^(tests|scripts)\//.test(file));
const imports = product.flatMap(importsOf);
const valueImports = imports.filter(({ isTypeOnly }) => !isTypeOnly);

function filesIn(folder: string): string[] {
  const entries = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|mjs)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

/** Imports of our own modules, as paths from the root without extension. */
function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?([^'";]*?\s+from\s+)?['"]([^'"]+)['"]/gm,
  );
  const dynamic = text.matchAll(/\b()()import\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...dynamic].flatMap(([, typeOnly, names = '', specifier = '']) => {
    const to = resolve(file, specifier);
    return to ? [{ from: file, to, isTypeOnly: Boolean(typeOnly) || hasOnlyTypes(names) }] : [];
  });
}

/** `import { type A, type B } from …` equals `import type`. */
function hasOnlyTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}\s+from\s+$/.exec(names)?.[1];
  if (inside === undefined) return false;
  const parts = inside.split(',').map((part) => part.trim());
  return parts.filter(Boolean).every((part) => part.startsWith('type '));
}

function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (!specifier.startsWith('.')) return null;
  return path.join(path.dirname(file), specifier);
}

/** A module's folder in lib; the module itself if directly in lib. */
function folderOf(module: string): string | null {
  const [, folder = ''] = /^lib\/([^/.]+)/.exec(module) ?? [];
  return folder || null;
}

/** Every folder of lib that is neither platform nor edge is a domain, including new ones. */
function layerOf(module: string): 'platform' | 'domain' | 'edge' | null {
  const folder = folderOf(module);
  if (!folder) return null;
  if (EDGES.includes(folder)) return 'edge';
  return PLATFORM.includes(folder) || !isFolder(folder) ? 'platform' : 'domain';
}

function isFolder(name: string): boolean {
  return statSync(path.join(ROOT, 'lib', name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

const breaches = (found: Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

test('imports are found in every notation', () => {
  const has = (from: string, to: string) => imports.some((it) => it.from === from && it.to === to);
  expect(has('app/api/cron/ingest/route.ts', 'lib/ingest/run/run-commands')).toBe(true);
  expect(has('lib/ingest/run/run-commands.ts', 'lib/ingest/queries')).toBe(true);
  expect(hasOnlyTypes('{ type A, type B } from ')).toBe(true);
  expect(hasOnlyTypes('{ type A, b } from ')).toBe(false);
});

describe('directions', () => {
  test('lib imports neither pages nor components', () => {
    const wrong = imports.filter(
      ({ from, to }) => from.startsWith('lib/') && /^(app|components|emails)\//.test(to),
    );
    expect(breaches(wrong.filter(({ from, to }) => !isMailer(from, to)))).toEqual([]);
  });

  test('components import neither pages nor reads, writes or settings', () => {
    const wrong = valueImports.filter(
      ({ from, to }) =>
        from.startsWith('components/') &&
        (to.startsWith('app/') ||
          /(queries|commands)$/.test(to) ||
          /^lib\/(db|env|queue)\b/.test(to)),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('emails never reach the database, not even for a type', () => {
    const wrong = imports.filter(
      ({ from, to }) => from.startsWith('emails/') && to.startsWith('lib/db'),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('only reads, writes, the platform and the edges touch the database', () => {
    const wrong = valueImports.filter(
      ({ from, to }) =>
        to.startsWith('lib/db/') && !DATABASE_TYPES.test(to) && !mayTouchDatabase(from),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('rules import nothing that reads a clock, the settings or a database', () => {
    const wrong = valueImports.filter(
      ({ from, to }) =>
        /(^|[-/])(rules|retries|delivery-reports)\.ts$/.test(from) &&
        /^lib\/(db|env|clock|queue|log)\b/.test(to),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('only lib/jobs imports several domains’ jobs', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^lib\/[^/]+\/jobs$/.test(to) && !from.startsWith('lib/jobs/'),
    );
    expect(breaches(wrong)).toEqual([]);
  });
});

describe('layers of lib', () => {
  test('every folder is in a layer', () => {
    const folders = readdirSync(path.join(ROOT, 'lib')).filter(isFolder);
    const known = [...PLATFORM, ...EDGES];
    expect(known.filter((folder) => !folders.includes(folder))).toEqual([]);
    expect(layerOf('lib/env')).toBe('platform');
    expect(layerOf('lib/votes/commands')).toBe('domain');
    expect(layerOf('lib/api/router')).toBe('edge');
  });

  test('the platform imports no domain, not even a type', () => {
    const wrong = imports.filter(
      ({ from, to }) => layerOf(from) === 'platform' && /domain|edge/.test(layerOf(to) ?? ''),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('no domain imports an edge', () => {
    const wrong = imports.filter(
      ({ from, to }) => layerOf(from) === 'domain' && layerOf(to) === 'edge',
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('papers import no other domain, not even a type', () => {
    const wrong = imports.filter(
      ({ from, to }) =>
        folderOf(from) === 'papers' && folderOf(to) !== 'papers' && layerOf(to) === 'domain',
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('imports of values between folders have no cycle', () => {
    const knows = new Map<string, Set<string>>();
    for (const { from, to } of valueImports) {
      const [folder, other] = [folderOf(from), folderOf(to)];
      if (!folder || !other || folder === other) continue;
      knows.set(folder, (knows.get(folder) ?? new Set()).add(other));
    }
    expect(knows.size).toBeGreaterThan(20);
    expect(cyclicImports(knows)).toEqual([]);
  });

  test('a cycle is found, without modules that only lead to or from it', () => {
    const ring = { start: ['a'], a: ['b'], b: ['c'], c: ['a', 'end'] };
    const knows = new Map(Object.entries(ring).map(([from, to]) => [from, new Set(to)]));
    expect(cyclicImports(knows)).toEqual(['a → b', 'b → c', 'c → a']);
  });

  test('queries never write', () => {
    const queries = product.filter((file) => file.endsWith('queries.ts'));
    expect(queries.filter((file) => WRITE.test(textOf(file)))).toEqual([]);
    const wrong = valueImports.filter(
      ({ from, to }) => queries.includes(from) && to.endsWith('commands'),
    );
    expect(breaches(wrong)).toEqual([]);
  });

  test('commands write, so the pattern matches', () => {
    const commands = product.filter((file) => file.endsWith('commands.ts'));
    expect(commands.filter((file) => WRITE.test(textOf(file))).length).toBeGreaterThan(30);
  });
});

describe('files', () => {
  test.each([
    ['lib/env.ts reads the environment of the process', /\bprocess\.env\b/, /^lib\/env\.ts$/],
    // better-auth signs its own cookies.
    [
      'lib/secrets.ts signs with AUTH_SECRET',
      /\benv\.AUTH_SECRET\b/,
      /^lib\/(secrets|accounts\/sign-in\/auth)\.ts$/,
    ],
    [
      'lib/process-wide.ts shares values between bundles',
      /\bglobalThis as\b/,
      /^lib\/process-wide\.ts$/,
    ],
    [
      'lib/http builds a Response, below app',
      /\bnew Response\(|\b(?:Next)?Response\.(?:json|redirect|error)\(/,
      /^(lib\/http|app)\//,
    ],
  ])('only %s', (_name, pattern, allowed) => {
    const users = product.filter((file) => pattern.test(textOf(file)));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((file) => !allowed.test(file))).toEqual([]);
  });

  test(`none is longer than ${MAX_LINES} lines`, () => {
    const long = sources
      .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > MAX_LINES && !isDataTable(file));
    expect(long).toEqual([]);
  });

  test('none has a generic name', () => {
    const vague = /(^|\/)(utils?|helpers?|misc|common|services?)(\/|\.tsx?$)/;
    expect(sources.filter((file) => vague.test(file))).toEqual([]);
  });

  test('each of lib starts with a comment on its purpose', () => {
    const silent = product.filter(
      (file) =>
        file.startsWith('lib/') && !/^(#!.*\n)?(\/\*\*|'use (client|server)')/.test(textOf(file)),
    );
    expect(silent).toEqual([]);
  });
});

function textOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Domains that send mail render its templates: the one import upwards in STYLE. */
function isMailer(from: string, to: string): boolean {
  return /^lib\/(digests|accounts|subscriptions|comments)\//.test(from) && to.startsWith('emails/');
}

/** Queries and commands, the platform below them, and the edges that open connections. */
function mayTouchDatabase(file: string): boolean {
  return (
    /(queries|commands)\.ts$/.test(file) ||
    /^lib\/(db|queue|jobs)\//.test(file) ||
    /^lib\/front\/purge[\w-]*\.ts$/.test(file) ||
    // better-auth reads and writes its own tables.
    file === 'lib/accounts/sign-in/auth.ts' ||
    file.startsWith('app/')
  );
}

/** Word lists are data, not code. */
function isDataTable(file: string): boolean {
  return /^lib\/papers\/(topics\/default-topics|text\/tex-tables)\.ts$/.test(file);
}

/** The imports in cycles: removes modules without imports or importers until none is left. */
function cyclicImports(knows: Map<string, Set<string>>): string[] {
  let edges = [...knows].flatMap(([from, all]) => [...all].map((to) => ({ from, to })));
  for (let before = -1; before !== edges.length;) {
    before = edges.length;
    const froms = new Set(edges.map(({ from }) => from));
    const tos = new Set(edges.map(({ to }) => to));
    edges = edges.filter(({ from, to }) => froms.has(to) && tos.has(from));
  }
  return edges.map(({ from, to }) => `${from} → ${to}`).sort();
}
