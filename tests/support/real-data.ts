/** Finds the uncommitted real data for tests that use it. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Folder of real data: BROADSHEET_TEST_DATA, or ../shared/data beside the checkout. Null if absent,
 * except on CI, which requires it.
 */
export function realDataDir(): string | null {
  const folder = process.env.BROADSHEET_TEST_DATA ?? path.resolve('../shared/data');
  if (existsSync(folder)) return folder;
  if (process.env.CI) throw new Error(`Real data is missing: ${folder} (set BROADSHEET_TEST_DATA)`);
  return null;
}
