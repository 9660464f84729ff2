/** A Broadsheet with an edition of today and unlisted papers at arXiv, for curation. */
import { rmSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { temporaryFolder } from '@/tests/support/temporary-folder';
import { startReplay } from '@/tests/support/upstream-replay';
import { editionOf, type InventedPaper } from './papers';
import { signIn } from './sign-in';
import { startSite, START_TIMEOUT_MS, type Site } from './site';
import { test as base } from './test';
import { writeUpstreamFolder } from './upstream-folder';

export const TODAY = new Date().toISOString().slice(0, 10);

/** Papers at arXiv without a listing, one for each test. */
export const proposed: InventedPaper[] = [
  'Sundials',
  'Barometers',
  'Tide Tables',
  'Astrolabes',
].map((subject, number) => ({
  id: `2506.9700${number + 1}`,
  title: `${subject} for Language Models`,
  abstract: `We ask what ${subject.toLowerCase()} can teach a model of $n$ words, and measure it.`,
  authors: ['Mira Sol', 'Ivo Prat'],
  votes: 0,
  arxiv: { version: 1, updatedOn: '2025-06-02', categories: ['cs.CL'] },
}));

/** Handles of the curators. */
const CURATORS = ['cleo', 'cora', 'dana', 'eli', 'hedy', 'ira', 'jo'];

export type DeskSite = Site & {
  /** Signs a reader in, in a separate browser. */
  reader: (browser: Browser, name: string, options?: object) => Promise<Page>;
};

export const test = base.extend<object, { site: DeskSite }>({
  site: [
    async ({}, use) => {
      const site = await startDeskSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker', timeout: START_TIMEOUT_MS },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

async function startDeskSite(): Promise<DeskSite> {
  const [upstream, listed] = [temporaryFolder('upstream'), temporaryFolder('listed')];
  const edition = editionOf(TODAY);
  const archive = writeUpstreamFolder(listed, [edition]);
  writeUpstreamFolder(upstream, [{ day: TODAY, papers: [...edition.papers, ...proposed] }]);
  const replay = await startReplay({ dir: upstream });
  const site = await startSite({
    ...replay.env,
    DISABLE_SCHEDULER: '1',
    CURATORS: CURATORS.map(addressOf).join(),
  });
  await site.run('import', archive);
  return {
    ...site,
    async reader(browser, name, options) {
      const context = await browser.newContext({ baseURL: site.url, ...options });
      const page = await context.newPage();
      await signIn(page, addressOf(name));
      return page;
    },
    async close() {
      await site.close();
      await replay.close();
      for (const folder of [upstream, listed]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(name: string): string {
  return `${name}@tidewater.example`;
}
