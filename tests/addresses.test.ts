/** Tests that the address table (lib/site/addresses.ts) has exactly one row for each route. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { GET as offlineList } from '@/app/offline-list.js/route';
import { ADDRESSES, addressAt, type Address } from '@/lib/site/addresses';

const ROOT = path.resolve(import.meta.dirname, '..');
const ROUTE_FILE = /(?:^|\/)(?:page|route)\.tsx?$/;
/** Files that Next serves under its own names. */
const NAMED: Record<string, string> = {
  'robots.ts': '/robots.txt',
  'sitemap.ts': '/sitemap.xml',
  'manifest.ts': '/manifest.webmanifest',
};
/** Served by Next and from public/. */
const WITHOUT_ROUTE_FILE = ['/_next/static/*', '/:'];

const rows: readonly Address[] = ADDRESSES;
const files = filesIn('app').filter((file) => ROUTE_FILE.test(file) || file in NAMED);
const shapesOfFiles = files.map(shapeOfFile);
const shapesOfRows = rows.map(({ pattern }) => shapeOf(pattern));

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(ROOT, folder), path.join(entry.parentPath, entry.name)))
    .sort();
}

/** `(feed)/topics/[slug]/page.tsx` is at `/topics/:`. A page's form is at the page's address. */
function shapeOfFile(file: string): string {
  const folders = file
    .replace(ROUTE_FILE, '')
    .split('/')
    .filter((folder) => folder && !folder.startsWith('('))
    .map((folder) => folder.replace(/^\[\.\.\..*\]$/, '*').replace(/^\[.*\]$/, ':'));
  const shape = `/${(folders[0] === 'post' ? folders.slice(1) : folders).join('/')}`;
  // An author's name may hold an escaped slash, so its row takes several segments.
  return NAMED[file] ?? (shape === '/authors/:' ? '/authors/*' : shape);
}

function shapeOf(pattern: string): string {
  return pattern.replace(/([:*])\w+/g, '$1');
}

/** Addresses for programs that one file serves. */
function isBelowOneOf(shapes: readonly string[], shape: string): boolean {
  const first = shape.split('/')[1] ?? '';
  return ['api', 'feeds'].includes(first) && shapes.includes(`/${first}/*`);
}

function exampleOf({ pattern, forms, needsForm }: Address): string {
  const filled = pattern.replace(/:\w+/g, 'one').replace(/\*\w+/g, 'one/two');
  return needsForm ? `${filled}.${forms[0]}` : filled;
}

test('routes are found at all', () => {
  expect(shapesOfFiles).toEqual(
    expect.arrayContaining(['/', '/papers/*', '/topics/:', '/feeds/*', '/sitemap.xml']),
  );
});

test('each file that answers requests has a row', () => {
  const without = files.filter((file) => {
    const shape = shapeOfFile(file);
    return !shapesOfRows.includes(shape) && !isBelowOneOf(shapesOfRows, shape);
  });
  expect(without).toEqual([]);
});

test('each row has a file', () => {
  const without = shapesOfRows.filter(
    (shape) =>
      !shapesOfFiles.includes(shape) &&
      !isBelowOneOf(shapesOfFiles, shape) &&
      !WITHOUT_ROUTE_FILE.includes(shape),
  );
  expect(without).toEqual([]);
});

test('each file in public has a row', () => {
  const without = filesIn('public').filter(
    (file) => addressAt(`/${file}`)?.address.kind !== 'file',
  );
  expect(without).toEqual([]);
});

test.each(rows.map((row) => [row.pattern, row] as const))('%s finds its own row', (_, row) => {
  expect(addressAt(exampleOf(row))?.address).toBe(row);
  for (const form of row.forms) {
    const example = row.pattern === '/' ? '/index' : exampleOf({ ...row, needsForm: false });
    expect(addressAt(`${example}.${form}`)).toMatchObject({ address: row, form });
  }
});

describe('only lib/site writes paths by hand', () => {
  // The API's operations declare their addresses, and the proxy rewrites to handlers.
  const others = ['api', 'markdown', 'export'];
  const segments = rows
    .map(({ pattern }) => /^\/([a-z-]+)/.exec(pattern)?.[1] ?? '')
    .filter((segment) => segment && !others.includes(segment));
  const builtByHand = new RegExp(`['"\`}]/(?:${segments.join('|')})(?:[/?#'"\`$]|\\.md)`);

  test.each([
    '<a href="/topics">',
    "redirect('/account?done=saved')",
    'const path = `/papers/${id}`;',
    'const url = `${publicUrl}/digests/${day}`;',
  ])('%s is found', (line) => {
    expect(line).toMatch(builtByHand);
  });

  test('pages, components, mails and domains call it', () => {
    const sources = ['app', 'components', 'emails', 'lib'].flatMap((folder) =>
      filesIn(folder).map((file) => path.join(folder, file)),
    );
    const checked = [...sources, 'proxy.ts'].filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        !/\.test\.tsx?$/.test(file) &&
        !/^lib\/(site|db\/generated)\//.test(file),
    );
    const found = checked.flatMap((file) =>
      readFileSync(path.join(ROOT, file), 'utf8')
        .split('\n')
        .map((line) => line.trim())
        // The table's keys are patterns, which the compiler compares with the rows.
        .map((line) => (/^(?:\/?\*|\/\/)/.test(line) ? '' : line.replace(/^'[^']*':/, '')))
        .filter((line) => builtByHand.test(line))
        .map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });
});

describe('reading offline', () => {
  const readingOffline = async () => {
    const script = await offlineList().text();
    const facts = /^Object\.assign\(self, (.*)\);\n$/.exec(script)?.[1] ?? '';
    const { offlinePages: sources }: { offlinePages: string[] } = JSON.parse(facts);
    return (address: string) => sources.some((source) => new RegExp(source).test(address));
  };

  test.each([
    '/',
    '/papers',
    '/papers/date/2025-03-14',
    '/papers/trending',
    '/papers/cs/0112017',
    '/topics',
    '/topics/robotics',
    '/authors/Hana%20Ito',
    '/about/ranking',
    '/about/tools',
  ])('a browser keeps %s', async (address) => {
    expect((await readingOffline())(address)).toBe(true);
  });

  test.each(['/account', '/library', '/subscribe', '/sign-in', '/digests/2025-03-14', '/api'])(
    'a browser never keeps %s',
    async (address) => {
      expect((await readingOffline())(address)).toBe(false);
    },
  );
});
