/**
 * Who may import whom, checked by reading imports.
 *
 * A value import runs code and binds at run time, so every direction below counts it. A type-only
 * import binds nothing; it counts only where even a shared shape would be the wrong way round:
 * from lib towards pages, and from emails or papers towards anything else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

type Import = { from: string; to: string; isTypeOnly: boolean };

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'emails', 'lib', 'scripts', 'tests'];
const GENERATED = 'lib/db/generated/';
const MAX_LINES = 300;

/** Files of lib/db that hold plain types and enums: nothing in them reaches a database. */
const DATABASE_TYPES = /^lib\/db\/generated\/enums$/;
const DOMAINS =
  'papers editions ranking search votes comments submissions library accounts subscriptions digests ingest curation feeds webhooks push'.split(
    ' ',
  );

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

/** `import { type A, type B } from …` is as good as `import type`. */
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

function domainOf(module: string): string | null {
  const [, domain = ''] = /^lib\/([^/]+)\//.exec(module) ?? [];
  return DOMAINS.includes(domain) ? domain : null;
}

const breaches = (found: Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

test('imports are found at all, in each of the ways that they are written', () => {
  const has = (from: string, to: string) => imports.some((it) => it.from === from && it.to === to);
  expect(has('app/api/cron/ingest/route.ts', 'lib/ingest/run-commands')).toBe(true);
  expect(has('lib/ingest/run-commands.ts', 'lib/ingest/queries')).toBe(true);
  expect(hasOnlyTypes('{ type A, type B } from ')).toBe(true);
  expect(hasOnlyTypes('{ type A, b } from ')).toBe(false);
});

describe('directions', () => {
  test('nothing in lib knows pages or components', () => {
    const wrong = imports.filter(
      ({ from, to }) => from.startsWith('lib/') && /^(app|components|emails)\//.test(to),
    );
    expect(breaches(wrong.filter(({ from, to }) => !isMailer(from, to)))).toEqual([]);
  });

  test('components know neither pages nor reads, writes or settings', () => {
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

  test('only lib/jobs knows several domains’ jobs', () => {
    const wrong = imports.filter(
      ({ from, to }) => /^lib\/[^/]+\/jobs$/.test(to) && !from.startsWith('lib/jobs/'),
    );
    expect(breaches(wrong)).toEqual([]);
  });
});

describe('domains', () => {
  const between = imports
    .map((it) => ({ ...it, fromDomain: domainOf(it.from), toDomain: domainOf(it.to) }))
    .filter(({ fromDomain, toDomain }) => fromDomain && toDomain && fromDomain !== toDomain);

  test('papers know no other domain', () => {
    expect(breaches(between.filter(({ fromDomain }) => fromDomain === 'papers'))).toEqual([]);
  });

  test('form no cycle', () => {
    const knows = new Map<string, Set<string>>();
    for (const { fromDomain, toDomain, isTypeOnly } of between) {
      if (isTypeOnly) continue;
      knows.set(fromDomain!, (knows.get(fromDomain!) ?? new Set()).add(toDomain!));
    }
    expect(cyclesIn(knows)).toEqual([]);
  });
});

describe('files', () => {
  test('only lib/env.ts reads the environment of the process', () => {
    const readers = product.filter(
      (file) => file !== 'lib/env.ts' && /\bprocess\.env\b/.test(textOf(file)),
    );
    expect(readers).toEqual([]);
  });

  test(`none is longer than ${MAX_LINES} lines`, () => {
    const long = sources
      .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > MAX_LINES && !isDataTable(file));
    expect(long).toEqual([]);
  });

  test('none has a name that fits everything', () => {
    const vague = /(^|\/)(utils?|helpers?|misc|common|services?)(\/|\.tsx?$)/;
    expect(sources.filter((file) => vague.test(file))).toEqual([]);
  });

  test('each of lib says in its first line what it decides or owns', () => {
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

/** Domains that send mail render its templates: STYLE's one way up. */
function isMailer(from: string, to: string): boolean {
  return /^lib\/(digests|accounts|subscriptions|comments)\//.test(from) && to.startsWith('emails/');
}

/** Queries and commands, the platform under them, and the edges that open a connection for them. */
function mayTouchDatabase(file: string): boolean {
  return (
    /(queries|commands)\.ts$/.test(file) ||
    /^lib\/(db|queue|jobs)\//.test(file) ||
    /^lib\/front\/purge[\w-]*\.ts$/.test(file) ||
    // better-auth reads and writes its tables itself.
    file === 'lib/accounts/sign-in/auth.ts' ||
    file.startsWith('app/')
  );
}

/** Lists of words are read as a table, not as code. */
function isDataTable(file: string): boolean {
  return /^lib\/papers\/(topics\/default-topics|text\/tex-tables)\.ts$/.test(file);
}

function cyclesIn(knows: Map<string, Set<string>>): string[] {
  const cycles = new Set<string>();
  const walk = (trail: string[]) => {
    for (const next of knows.get(trail.at(-1)!) ?? []) {
      const at = trail.indexOf(next);
      if (at === -1) walk([...trail, next]);
      else cycles.add([...trail.slice(at), next].join(' → '));
    }
  };
  for (const domain of knows.keys()) walk([domain]);
  return [...cycles].sort();
}
