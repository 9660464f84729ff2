/** Rejects identifiers that name a message, a request or a notification by a verb of speaking. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'emails', 'lib', 'public', 'scripts', 'tests'];
const SPOKEN =
  /^(asked|told|said)([A-Z_]|$)|[a-z](Asked|Told|Said)([A-Z]|$)|^(Asked|Told|Said)([A-Z]|$)|(^|_)(ASKED|TOLD|SAID)(_|$)/;

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|js)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('lib/db/generated/'));
}

function namesIn(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found;
  const { type, name } = node as { type?: string; name?: unknown };
  if (type?.endsWith('Identifier') && typeof name === 'string') found.add(name);
  for (const child of Object.values(node)) namesIn(child, found);
  return found;
}

test.each(FOLDERS)('%s names requests and messages by nouns', (folder) => {
  const files = sourcesIn(folder);
  expect(files.length).toBeGreaterThan(0);
  const spoken = files.flatMap((file) => {
    const lang = file.endsWith('x') ? 'tsx' : 'ts';
    const names = namesIn(parseAst(readFileSync(path.join(ROOT, file), 'utf8'), { lang }));
    return [...names].filter((name) => SPOKEN.test(name)).map((name) => `${file}: ${name}`);
  });
  expect(spoken).toEqual([]);
});
