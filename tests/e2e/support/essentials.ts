/** Essential functions at any address of a site, on https and http. */
import type { Page } from '@playwright/test';
import { signInByForms } from './sign-in';
import { card, expect } from './test';

/** A paper of the sample edition, and its day. */
const PAPER = { day: '2025-03-14', title: /^MG-Verilog/ };

/** Reads, subscribes, signs in and votes. `who` is the reader's own mail address. */
export async function useEssentials(page: Page, who: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your email address').fill(who);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByRole('heading', { name: 'Check your inbox' })).toBeVisible();

  const list = `/papers/date/${PAPER.day}`;
  await page.goto(list);
  const link = card(page, PAPER.title).getByRole('link').first();
  const address = (await link.getAttribute('href')) ?? '';
  for (const [form, beginning] of [
    [`${address}.md`, /^# MG-Verilog/],
    [`${address}.bib`, /^@misc\{/],
    [`${address}.ris`, /^TY {2}- /],
    [`${list}.md`, /^# Papers of Friday 14 March 2025/],
    [`${list}.csl.json`, /^\[\{"id":/],
  ] as const) {
    const answer = await page.request.get(form);
    expect(answer.status(), form).toBe(200);
    expect(await answer.text(), form).toMatch(beginning);
  }

  await signInByForms(page, who, address);
  await expect(page).toHaveURL(address);
  const vote = page.getByRole('button', { name: /^\d+ votes?$/ });
  await expect(page.locator('[data-reader]')).not.toHaveText('Sign in');
  await vote.click();
  await expect(page.getByRole('status').filter({ hasText: 'Your vote is counted.' })).toBeVisible();
  await page.reload();
  await expect(vote).toHaveAttribute('aria-pressed', 'true');
}
