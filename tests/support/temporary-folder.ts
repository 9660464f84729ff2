/** Empty folders that Postgres' own account can reach, which a plain mkdtemp's are not. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `broadsheet-${prefix}-`));
  chmodSync(folder, 0o755);
  return folder;
}
