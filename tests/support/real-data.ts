/** Where the real, uncommitted data lies that some tests run over, when it is there. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Folder of real data: BROADSHEET_TEST_DATA, or ../shared/data beside the checkout.
 * Null where there is none, except on CI, where its absence is an error.
 */
export function realDataDir(): string | null {
  const folder = process.env.BROADSHEET_TEST_DATA ?? path.resolve('../shared/data');
  if (existsSync(folder)) return folder;
  if (process.env.CI) throw new Error(`Real data is missing: ${folder} (set BROADSHEET_TEST_DATA)`);
  return null;
}
