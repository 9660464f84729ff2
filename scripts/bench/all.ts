/** `npm run bench`: runs every benchmark in turn, each in its own process. */
import { spawnSync } from 'node:child_process';

const BENCHES = [
  'edition',
  'explain',
  'start',
  'footprint',
  'digest',
  'votes',
  'community',
  'discovery',
  'vectors',
  'search',
  'api',
  'crowd',
  'summary',
];

let exitCode = 0;
for (const name of BENCHES) {
  process.stderr.write(`\n${name}\n`);
  const args = ['--import', 'tsx', `scripts/bench/${name}.ts`, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) exitCode = 1;
}
process.exit(exitCode);
