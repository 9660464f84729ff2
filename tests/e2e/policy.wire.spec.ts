/** Every kind of page has one inline script, the theme's, and the same Content-Security-Policy. */
import type { APIResponse } from '@playwright/test';
import { CONTENT_SECURITY_POLICY } from '@/lib/front/csp';
import { THEME_SCRIPT } from '@/lib/theme-script';
import { FRIDAY, wellKnown } from './support/papers';
import { signIn } from './support/sign-in';
import { expect, test } from './support/test';

const { id } = wellKnown;
const FOR_EVERYBODY = [
  '/',
  `/papers/date/${FRIDAY}`,
  '/papers/week/2025-W23',
  '/papers/month/2025-06',
  '/papers/trending',
  '/papers?q=lantern',
  `/papers/${id}`,
  '/topics',
  '/topics/agents',
  '/authors/Ben%20Okonjo',
  `/digests/${FRIDAY}`,
  '/about/ranking',
  '/about/tools',
  '/privacy',
  '/api',
  '/offline',
  '/subscribe',
  '/sign-in',
  '/nowhere',
];
const FOR_A_READER = [
  '/account',
  '/account/webhooks',
  '/library',
  '/searches',
  '/papers/for-you',
  '/papers/submit',
  `/vote/${id}`,
  `/save/${id}`,
  `/discuss/${id}`,
  '/admin',
];

/** Scripts with text, except data such as JSON-LD, which never runs. */
function inlineScripts(page: string): string[] {
  const scripts = page.matchAll(
    /<script(?![^>]*\b(?:src|type="application\/ld\+json"))[^>]*>([^<]*)/g,
  );
  return [...scripts].map(([, text = '']) => text.replaceAll('&#x27;', "'"));
}

async function expectConstant(address: string, response: APIResponse): Promise<void> {
  expect(response.headers()['content-type'], address).toContain('text/html');
  expect(response.headers()['content-security-policy'], address).toBe(CONTENT_SECURITY_POLICY);
  expect(inlineScripts(await response.text()), address).toEqual([THEME_SCRIPT]);
}

test('of public pages', async ({ request }) => {
  for (const address of FOR_EVERYBODY) await expectConstant(address, await request.get(address));
});

test('of a reader’s own pages', async ({ page }) => {
  await signIn(page, 'policy@tidewater.example');
  for (const address of FOR_A_READER)
    await expectConstant(address, await page.request.get(address));
});
