/** Checks the documents against the project: links and files exist, settings are described. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const documents = [
  'README.md',
  'SECURITY.md',
  ...readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];
const FILES =
  /`((?:app|components|docs|emails|lib|prisma|public|scripts|tests)\/[\w./()[\]-]+\.\w+)`/g;
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/** Anchors as GitHub makes them from headings. */
function anchorsOf(file: string): string[] {
  const headings = read(file).matchAll(/^#+ (.*)$/gm);
  return Array.from(headings, ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

function leadsNowhere(file: string, target: string): boolean {
  const [place = '', anchor] = target.split('#');
  const linked = place === '' ? file : path.join(path.dirname(file), place);
  if (!existsSync(path.join(ROOT, linked))) return true;
  return anchor !== undefined && !anchorsOf(linked).includes(anchor);
}

test.each(documents)('links of %s lead to existing files and headings', (file) => {
  const prose = read(file)
    .replace(/^```.*?^```$/gms, '')
    .replace(/`[^`]*`/g, '`');
  const targets = Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
  const ours = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(ours.filter((target) => leadsNowhere(file, target))).toEqual([]);
});

const filesNamedIn = (file: string) =>
  Array.from(read(file).matchAll(FILES), ([, name = '']) => name);

test('names of files are found at all', () => {
  expect(documents.flatMap(filesNamedIn).length).toBeGreaterThan(150);
});

test.each(documents)('files that %s names exist', (file) => {
  const named = filesNamedIn(file);
  expect(named.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
});

test('every setting is described', () => {
  const names = Array.from(
    read('lib/env.ts').matchAll(/^ {2}([A-Z_]+):/gm),
    ([, name = '']) => name,
  );
  expect(names.length).toBeGreaterThan(40);
  const text = read('docs/settings.md');
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
