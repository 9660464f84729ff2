/**
 * Setup of every test file: quiet settings, a check of the console's errors, and the removal of
 * state that an earlier file left in the same process.
 */
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, inject, vi } from 'vitest';

process.env.LOG_LEVEL = 'silent';
process.env.AUTH_SECRET = 'a secret that only these tests know';
// Only the integration project has a server; each of its workers has its own database there.
const template = inject('templateUrl');
if (template) {
  const url = new URL(template);
  url.pathname = `/test_${process.env.VITEST_POOL_ID}`;
  process.env.DATABASE_URL = url.href;
}

// The values of lib/process-wide.ts.
(globalThis as { broadsheet?: Map<string, unknown> }).broadsheet?.clear();
const settings = { ...process.env };

// lib/env.ts reads settings once. A file with its own settings therefore resets the modules first:
// vi.hoisted(() => { vi.resetModules(); vi.stubEnv(…) }). This resets them for the next file.
afterAll(() => {
  if (isDeepStrictEqual(settings, { ...process.env })) return;
  vi.unstubAllEnvs();
  for (const name of Object.keys(process.env)) if (!(name in settings)) delete process.env[name];
  Object.assign(process.env, settings);
  vi.resetModules();
});

beforeEach(() => {
  vi.spyOn(console, 'error');
});

// A test that expects an error checks and clears it: vi.mocked(console.error).mockClear().
afterEach(() => {
  const complaints = vi.mocked(console.error).mock.calls;
  vi.mocked(console.error).mockRestore();
  expect(complaints, 'console.error was called').toEqual([]);
});
