/** A site at an https address behind a proxy: its forms, its files, signing in and voting. */
import { useEssentials } from './support/essentials';
import { expect, test } from './support/test';

test('forms, Markdown, citations, sign-in and votes work at an https address', async ({
  page,
  baseURL,
}, { project }) => {
  expect(baseURL).toMatch(/^https:/);
  await useEssentials(page, `production-${project.name}@tidewater.example`);
  const cookies = await page.context().cookies();
  expect(cookies.filter(({ name }) => /session|better-auth/.test(name))).not.toHaveLength(0);
  expect(cookies.filter(({ secure }) => !secure)).toEqual([]);
});
