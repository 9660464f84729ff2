/** A paper's page: its metadata, to read, to follow and to cite. */
import { oldStyle, wellKnown } from './support/papers';
import { expect, test } from './support/test';

const ADDRESS = `/papers/${wellKnown.id}`;

test('the page has abstract, authors, links, versions and listings @phone', async ({ page }) => {
  await page.goto(ADDRESS);
  await expect(page).toHaveTitle(`${wellKnown.title} · Broadsheet`);
  const abstract = page.getByRole('region', { name: 'Abstract' });
  await expect(abstract).toContainText('the bad ones too.');
  await expect(page.getByText('Abstract from arXiv.')).toBeVisible();
  for (const name of wellKnown.authors) {
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
  }
  for (const [name, href] of [
    ['arXiv abstract', `https://arxiv.org/abs/${wellKnown.id}`],
    ['PDF', `https://arxiv.org/pdf/${wellKnown.id}`],
    ['HTML', `https://arxiv.org/html/${wellKnown.id}`],
    ['Markdown', `${ADDRESS}.md`],
    ['github.com/example/lantern', wellKnown.code.url],
    [wellKnown.arxiv.doi, `https://doi.org/${wellKnown.arxiv.doi}`],
    ['v1', `https://arxiv.org/abs/${wellKnown.id}v1`],
    ['v3', `https://arxiv.org/abs/${wellKnown.id}v3`],
    ['https://example.org/lantern', 'https://example.org/lantern'],
  ] as const) {
    await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('href', href);
  }
  await expect(page.getByText('0 here, 120 on Hugging Face')).toBeVisible();
  await expect(page.getByText('cs.CL, cs.LG')).toBeVisible();
  await expect(page.getByText('9 pages, 3 figures')).toBeVisible();
  await expect(page.getByText('Monday 9 June 2025 by adanova')).toBeVisible();
  await expect(abstract.getByRole('math').first()).toBeVisible();
});

test('an author’s name finds the rest of their papers', async ({ page }) => {
  await page.goto(ADDRESS);
  await page.getByRole('link', { name: 'Esi Boateng' }).click();
  await expect(page.getByRole('link', { name: wellKnown.title }).first()).toBeVisible();
});

test('BibTeX and RIS are copied with a confirmation', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(ADDRESS);
  for (const [name, text] of [
    ['BibTeX', /^@(misc|article)\{[^]*Lanterns in the Loop[^]*\}\s*$/],
    ['RIS', /^TY {2}- [^]*ER {2}-/],
  ] as const) {
    await page.getByText(name, { exact: true }).click();
    await page.getByRole('button', { name: `Copy ${name}` }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(text);
    await page.getByText(name, { exact: true }).click();
  }
});

test('metadata has its description, address and picture', async ({ page }) => {
  await page.goto(ADDRESS);
  const described = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').textContent()) ?? '',
  );
  expect(described).toMatchObject({
    '@type': 'ScholarlyArticle',
    headline: wellKnown.title,
    datePublished: '2025-06-02',
    sameAs: `https://arxiv.org/abs/${wellKnown.id}`,
  });
  expect(described.author).toHaveLength(wellKnown.authors.length);
  const canonical = await page.locator('link[rel=canonical]').getAttribute('href');
  expect(new URL(canonical ?? '').pathname).toBe(ADDRESS);
  const picture = await page.locator('meta[property="og:image"]').getAttribute('content');
  const response = await page.request.get(new URL(picture ?? '').pathname);
  expect(response.headers()['content-type']).toBe('image/png');
  const png = await response.body();
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
});

test('the same address is Markdown for clients that prefer it', async ({ request }) => {
  const byName = await request.get(`${ADDRESS}.md`);
  expect(byName.headers()['content-type']).toBe('text/markdown; charset=utf-8');
  const markdown = await byName.text();
  expect(markdown).toMatch(/^# Lanterns in the Loop/);
  expect(markdown).toContain('- Authors: Ada Nováková, Ben Okonjo');
  const byHeader = await request.get(ADDRESS, { headers: { accept: 'text/markdown' } });
  expect(await byHeader.text()).toBe(markdown);
  const asPage = await request.get(ADDRESS, { headers: { accept: 'text/html' } });
  expect(asPage.headers()['content-type']).toContain('text/html');
});

test('an old id with a slash has a page, a picture and Markdown', async ({ page }) => {
  await page.goto(`/papers/${oldStyle.id}`);
  await expect(page.getByRole('heading', { level: 1, name: oldStyle.title })).toBeVisible();
  expect((await page.request.get(`/og/papers/${oldStyle.id}`)).status()).toBe(200);
  expect((await page.request.get(`/papers/${oldStyle.id}.md`)).status()).toBe(200);
});

for (const spelling of [
  `arXiv:${wellKnown.id}v2`,
  `${wellKnown.id}v3`,
  `https%3A%2F%2Farxiv.org%2Fabs%2F${wellKnown.id}`,
]) {
  test(`${spelling} leads to the paper’s one address`, async ({ request, baseURL }) => {
    const response = await request.get(`/papers/${spelling}`);
    expect([response.status(), response.url()]).toEqual([200, baseURL + ADDRESS]);
  });
}
