/** A site after `npm start`, on plain http: its forms, its files, signing in and voting. */
import { useEssentials } from './support/essentials';
import { START_TIMEOUT_MS, startNewcomerSite, type Site } from './support/site';
import { expect, test as base } from './support/test';

const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => {
      const site = await startNewcomerSite({ DISABLE_SCHEDULER: '1' });
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

test('forms, Markdown, citations, sign-in and votes work at an http address', async ({
  page,
  baseURL,
}, { project }) => {
  expect(baseURL).toMatch(/^http:\/\/localhost:/);
  await useEssentials(page, `newcomer-${project.name}@tidewater.example`);
});

test('doctor names the interface and the proxies', async ({ site }) => {
  const report = await site.run('doctor');
  expect(report).toMatch(/^ok {3}Listens on every interface \(HOST\)/m);
  expect(report).toContain('Trusts no proxy (TRUST_PROXY).');
});
