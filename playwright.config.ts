/** Configures the end-to-end tests, on a phone and a desktop, against a local Broadsheet. */
import { defineConfig } from '@playwright/test';
import { installedChromium } from './scripts/chromium.mjs';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Trusts the certificate of tests/e2e/support/tls-proxy.ts, which is made before a browser starts.
  `--ignore-certificate-errors-spki-list=${process.env.E2E_TLS_KEY_HASH ?? ''}`,
];

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/global-setup.ts',
  // One more than two cores, because journeys wait for pages and mails.
  workers: 3,
  retries: 0,
  // Generous for a busy machine with two cores: these end hanging tests, and measure nothing.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    launchOptions: {
      args: CHROMIUM_ARGS,
      executablePath: installedChromium() ?? undefined,
    },
    // Transitions between pages are slow without a graphics card; reading.spec.ts has them.
    contextOptions: { reducedMotion: 'reduce' },
    // One browser context per worker, cleared between tests.
    reuseContext: true,
    screenshot: 'only-on-failure',
    // Blocks the service worker, except in the test of offline reading.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'phone',
      // Tests whose layout or touch differs there; axe visits every page at both widths.
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
  ],
});
