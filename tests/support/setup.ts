/** Setup of every test file: quiet settings, and a check of the console's errors. */
import { afterEach, beforeEach, expect, inject, vi } from 'vitest';

process.env.LOG_LEVEL = 'silent';
process.env.AUTH_SECRET = 'a secret that only these tests know';
// Only the integration project has a server; each of its workers has its own database there.
const template = inject('templateUrl');
if (template) {
  const url = new URL(template);
  url.pathname = `/test_${process.env.VITEST_POOL_ID}`;
  process.env.DATABASE_URL = url.href;
}

beforeEach(() => {
  vi.spyOn(console, 'error');
});

// A test that expects an error checks and clears it: vi.mocked(console.error).mockClear().
afterEach(() => {
  const complaints = vi.mocked(console.error).mock.calls;
  vi.mocked(console.error).mockRestore();
  expect(complaints, 'console.error was called').toEqual([]);
});
