/**
 * Tests that every pattern takes linear time, so that no header, address, form or field of a source
 * can block the thread. Uses the JavaScript build of recheck.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { REVIEWED } from './support/reviewed-patterns';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'emails', 'lib', 'public'];
const FILES = ['proxy.ts', 'next.config.ts', 'instrumentation.ts'];
const SOURCE = /\.(?:tsx?|m?js)$/;
const NOT_OURS = /\.test\.tsx?$|^lib\/db\/generated\//;
/** For one pattern. Generous, for a busy machine. */
const TIMEOUT_MS = 60_000;

type Pattern = { source: string; flags: string; file: string };

const patterns = [...FOLDERS.flatMap(filesIn), ...FILES].flatMap(patternsIn);
const distinct = new Map(patterns.map((pattern) => [nameOf(pattern), pattern]));

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !NOT_OURS.test(file));
}

function patternsIn(file: string): Pattern[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const found: Pattern[] = [];
  collect(parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), (source, flags) =>
    found.push({ source, flags, file }),
  );
  return found;
}

/** Finds the literals in a syntax tree (ESTree has `regex` on each). */
function collect(node: unknown, onPattern: (source: string, flags: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('regex' in node && node.regex) {
    const { pattern, flags } = node.regex as { pattern: string; flags: string };
    onPattern(pattern, flags);
  }
  for (const child of Object.values(node)) collect(child, onPattern);
}

function nameOf({ source, flags }: Pattern): string {
  return `/${source}/${flags}`;
}

/**
 * Cache of safe patterns, by a hash of checker and pattern, because checking all takes minutes.
 * Delete the file to check all of them again.
 */
const JUDGED = path.join(ROOT, 'tests/support/judged-patterns.json');
const recheckPackage = path.join(ROOT, 'node_modules/recheck/package.json');
const { version } = JSON.parse(readFileSync(recheckPackage, 'utf8'));
const judged = new Set<string>(existsSync(JUDGED) ? JSON.parse(readFileSync(JUDGED, 'utf8')) : []);
const keyOf = (name: string) =>
  createHash('sha256').update(`${version} ${name}`).digest('base64url').slice(0, 16);

async function judge(name: string, { source, flags }: Pattern): Promise<string> {
  if (judged.has(keyOf(name))) return 'safe';
  const { check } = await import('recheck');
  const { status } = await check(source, flags, { timeout: TIMEOUT_MS });
  return status;
}

// The JavaScript build runs everywhere; the others are platform binaries.
beforeAll(() => {
  process.env.RECHECK_BACKEND = 'pure';
});

test('every pattern is linear, or reviewed with a reason', { timeout: 600_000 }, async () => {
  const [safe, slow]: [string[], string[]] = [[], []];
  for (const [name, pattern] of distinct) {
    if (REVIEWED.has(name)) continue;
    const status = await judge(name, pattern);
    if (status === 'safe') safe.push(keyOf(name));
    else slow.push(`${status}: ${name} in ${pattern.file}`);
  }
  const text = `${JSON.stringify(safe.toSorted(), null, 2)}\n`;
  if (!existsSync(JUDGED) || readFileSync(JUDGED, 'utf8') !== text) writeFileSync(JUDGED, text);
  expect(slow).toEqual([]);
});

test('a quadratic pattern is found', async () => {
  const pattern = { source: String.raw`;\s*name\s*=`, flags: '', file: 'here' };
  expect(await judge(nameOf(pattern), { ...pattern, source: String.raw`\s*,\s*` })).toBe(
    'vulnerable',
  );
});

test('each reviewed pattern is still in use', () => {
  expect([...REVIEWED.keys()].filter((name) => !distinct.has(name))).toEqual([]);
});
