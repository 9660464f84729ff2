/** Compares responses with the address table: caching, parameters and forms. */
import type { APIRequestContext } from '@playwright/test';
import { ADDRESSES, keptAs, type Address } from '@/lib/site/addresses';
import { FRIDAY, wellKnown } from './support/papers';
import { expect, test } from './support/test';

const EXAMPLES: Record<string, string> = {
  day: FRIDAY,
  week: '2025-W23',
  month: '2025-06',
  id: wellKnown.id,
  slug: 'agents',
  name: 'Ben%20Okonjo',
  feed: 'daily',
};
const NOT_FOUND = 404;
const rows: readonly Address[] = ADDRESSES;
const reading = rows.filter(({ kind }) => kind === 'reading');
const personal = rows.filter(({ kind }) => kind === 'personal');
const shared = reading.filter(isShared);
const limited = rows.filter(({ limit, pattern }) => limit === true && !pattern.includes('token'));
const unlimited = shared.filter(({ limit }) => limit === undefined);

function isShared(address: Address): boolean {
  const visit = { query: new URLSearchParams(), today: FRIDAY };
  const kept = keptAs({ address, params: EXAMPLES, form: null }, visit);
  return kept !== null && kept !== 'private';
}

function exampleOf({ pattern, forms, needsForm }: Address): string {
  const path = pattern.replace(/[:*](\w+)/g, (_, name: string) => EXAMPLES[name] ?? 'unknown');
  return needsForm ? `${path}.${forms[0]}` : path;
}

/** A form's address; the start page's forms are at `/index`. */
function formOf(path: string, form: string): string {
  return `${path === '/' ? '/index' : path}.${form}`;
}

async function cacheOf(request: APIRequestContext, path: string): Promise<string | undefined> {
  return (await request.get(path)).headers()['x-cache'];
}

for (const row of shared) {
  const path = exampleOf(row);

  test(`${row.pattern} is cached, with any invented parameters`, async ({ request }) => {
    const first = await request.get(path);
    expect(first.ok()).toBe(true);
    expect(first.headers()['cache-control']).toContain('public');
    // A parallel test may purge the page between two requests.
    await expect(async () => {
      await request.get(path);
      expect(await cacheOf(request, path)).toBe('HIT');
      expect(await cacheOf(request, `${path}?utm_source=mail&fbclid=x`)).toBe('HIT');
    }).toPass();
  });

  test(`${row.pattern} reads the parameters of its row`, async ({ request }) => {
    await request.get(path);
    const parameters = [row.reads ?? []].flat().filter((one) => typeof one === 'string');
    for (const name of parameters) {
      const cache = await cacheOf(request, `${path}?${name}=${Date.now()}`);
      expect(cache, `with ${name}`).not.toBe('HIT');
    }
  });

  test(`${row.pattern} has the forms of its row and no other`, async ({ request }) => {
    for (const form of ['md', 'bib', 'ris', 'csl.json']) {
      const response = await request.get(formOf(path, form));
      // Missing authors and papers may have such names.
      expect(response.status(), form).toBe(row.forms.includes(form) ? 200 : NOT_FOUND);
    }
    const varies = /accept(?!-)/i.test((await request.get(path)).headers().vary ?? '');
    expect(varies).toBe(row.forms.includes('md'));
  });
}

for (const row of personal) {
  test(`${row.pattern} is private`, async ({ request }) => {
    const response = await request.get(exampleOf(row), { maxRedirects: 0 });
    const headers = response.headers();
    expect(headers['cache-control']).toMatch(/no-store/);
    expect(headers['cache-control']).not.toContain('public');
    expect(headers['x-cache']).not.toBe('HIT');
    expect(headers['x-robots-tag']).toBe('noindex');
  });
}

test('requests are counted where a row has a limit, and nowhere else', async ({ request }) => {
  for (const row of limited) {
    const { ratelimit } = (await request.get(exampleOf(row))).headers();
    expect(ratelimit, row.pattern).toBeDefined();
  }
  for (const row of unlimited) {
    const { ratelimit } = (await request.get(exampleOf(row))).headers();
    expect(ratelimit, row.pattern).toBeUndefined();
  }
});

test('files, feeds and reads of the API are cached', async ({ request }) => {
  const paths = rows
    .filter(({ kind, reads, limit, pattern }) =>
      kind === 'program' ? Array.isArray(reads) && limit && !pattern.includes('search') : false,
    )
    .map(exampleOf);
  const files = [
    '/sitemap.xml',
    '/llms.txt',
    '/manifest.webmanifest',
    '/offline-list.js',
    '/reader-words.js',
    '/sw.js',
  ];
  for (const path of [...paths, ...files]) {
    await request.get(path);
    expect(await cacheOf(request, `${path}?made=up`), path).toBe('HIT');
  }
});
