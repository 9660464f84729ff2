/** `npm run test:faults [-- --mails N --kills N --seed N]`: delivers a slot with faults. */
import { parseArgs } from 'node:util';
import { deliverThroughFaults } from '@/tests/support/digest-faults';
import { bundleTestPrograms } from '@/tests/support/programs';

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const [mails, kills, seed] = [Number(values.mails), Number(values.kills), Number(values.seed)];
const tell = (sentence: string) => process.stderr.write(`${sentence}\n`);

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
tell(`${mails} mails, ${kills} kills, seed ${seed}`);
await bundleTestPrograms();
const report = await deliverThroughFaults({
  mails,
  kills,
  seed,
  onProgress: tell,
  signal: stop.signal,
});
const { missed, renamed, changed, unexplained, states } = report;
process.stdout.write(`${JSON.stringify({ seed, mails, ...report })}\n`);
const wrong = missed.length + renamed.length + changed.length + unexplained.length;
process.exit(wrong === 0 && states.sent === mails && report.kills >= kills ? 0 : 1);
