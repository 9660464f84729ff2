/** Finds the tests that reach a source file through imports, the nearest first. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

const FOLDERS = ['app', 'components', 'emails', 'lib', 'scripts', 'tests'];
const IS_VITEST_FILE = /^(?!tests\/e2e\/).*\.test\.tsx?$/;

/** Maps each file of the project to the files that import it. */
export function importersByFile(): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  const files = new Set(FOLDERS.flatMap(filesIn));
  for (const file of files) {
    for (const imported of importsOf(file, files)) {
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  return importers;
}

/**
 * Test files by their distance from `file` in imports: unit tests before integration tests, and at
 * equal distance those first that are named after the file or its folder.
 */
export function testsOf(file: string, importers: Map<string, string[]>): string[] {
  const { dir, name } = path.parse(file);
  const stems = [name, path.basename(dir)].map((one) => one.replace(/s$/, ''));
  const nameRank = (test: string) =>
    stems.findIndex((stem) => path.basename(test).includes(stem)) + 1 || stems.length + 1;
  const tests: string[] = [];
  const seen = new Set([file]);
  let level = [file];
  while (level.length > 0) {
    const next = level.flatMap((one) => importers.get(one) ?? []);
    level = [...new Set(next)].filter((one) => !seen.has(one));
    for (const one of level) seen.add(one);
    const here = level.filter((one) => IS_VITEST_FILE.test(one)).sort();
    tests.push(...here.sort((a, b) => nameRank(a) - nameRank(b)));
  }
  const isUnit = (test: string) => !test.startsWith('tests/integration/');
  return [...tests.filter(isUnit), ...tests.filter((test) => !isUnit(test))];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function importsOf(file: string, files: Set<string>): string[] {
  const text = readFileSync(file, 'utf8');
  const { module } = parseSync(file, text);
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
  );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start + 1, end - 1),
  );
  const names = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...reexports,
    ...dynamic,
  ];
  return [...new Set(names)].flatMap((name) => resolve(file, name, files));
}

function resolve(file: string, name: string, files: Set<string>): string[] {
  if (!/^(@\/|\.)/.test(name)) return [];
  const base = name.startsWith('@/') ? name.slice(2) : path.join(path.dirname(file), name);
  const endings = ['', '.ts', '.tsx', '/index.ts'].map((ending) => base + ending);
  return endings.filter((one) => files.has(one)).slice(0, 1);
}
