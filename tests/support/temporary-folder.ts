/** Empty folders that Postgres' own account can access, unlike those of mkdtemp. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `broadsheet-${prefix}-`));
  chmodSync(folder, 0o755);
  return folder;
}
