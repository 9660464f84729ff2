/** Compares the built pages with the sources; also runs before any package is installed. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';

/** Written last, so that an interrupted build has none. */
export const STAMP = '.next/broadsheet-build';
const SOURCES = [
  '{app,components,emails,lib,public}/**/*',
  'prisma/*',
  '{next.config,postcss.config,proxy,instrumentation}.*',
  'package-lock.json',
  'tsconfig.json',
];
const NOT_BUILT = /\.test\.tsx?$|^lib\/db\/generated\//;

/** Whether .next was built from these sources. */
export function isBuildFresh() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wantedStamp();
}

export function wantedStamp() {
  return hashOf(SOURCES);
}

/** A hash of all matching files, except tests and generated code. */
export function hashOf(sources) {
  const hash = createHash('sha256');
  const files = globSync(sources).map((name) => name.replaceAll('\\', '/'));
  for (const name of files.toSorted()) {
    if (NOT_BUILT.test(name) || !statSync(name).isFile()) continue;
    hash.update(name).update(readFileSync(name));
  }
  return hash.digest('hex');
}
