/**
 * `npm run check:audit`: fails on a known vulnerability, high or critical, in production packages.
 * Prints a line and passes where the registry has no audit endpoint, as most mirrors don't.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { npmCommand } from './bootstrap.mjs';

const TIMEOUT_MS = 60_000;
const IMPATIENT = ['--fetch-retries=0', '--fetch-timeout=30000'];
const SERIOUS = ['high', 'critical'];

const [program, ...args] = npmCommand(
  'audit',
  '--omit=dev',
  '--audit-level=high',
  '--json',
  ...IMPATIENT,
);
const { stdout } = spawnSync(program, args, { encoding: 'utf8', timeout: TIMEOUT_MS });
const report = parseReport(stdout);
if (!report) {
  process.stdout.write('Dependencies not audited: the registry did not answer. Skipped.\n');
} else {
  const found = seriousIn(report);
  for (const { name, severity, via } of found) {
    const reasons = via.map((reason) => (typeof reason === 'string' ? reason : reason.url));
    process.stdout.write(`${name}: ${severity}, by ${reasons.join(', ')}\n`);
  }
  if (found.length === 0) process.stdout.write('No known vulnerability, high or critical.\n');
  process.exitCode = found.length > 0 ? 1 : 0;
}

/** Returns null for an answer other than npm's report, such as a proxy's error page. */
function parseReport(text) {
  try {
    const parsed = JSON.parse(text ?? '');
    return parsed?.auditReportVersion ? parsed : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function seriousIn({ vulnerabilities = {} }) {
  return Object.values(vulnerabilities).filter(({ severity }) => SERIOUS.includes(severity));
}
