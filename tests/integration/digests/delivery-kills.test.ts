/** A small slot under every fault at once. `npm run test:faults` runs a slot of 5,000 mails. */
import { expect, test } from 'vitest';
import { deliverThroughFaults } from '../../support/digest-faults';

const [MAILS, KILLS] = [360, 15];

test('killed, greylisted and restarted, no reader is missed and repeats are the same mail', async () => {
  const seed = Date.now() % 2 ** 31;
  process.stdout.write(`Seed of the faults: ${seed}\n`);
  const { repeats, ...report } = await deliverThroughFaults({ mails: MAILS, kills: KILLS, seed });
  process.stdout.write(`${report.kills} kills, ${MAILS} mails, ${repeats} repeats\n`);
  expect(report).toMatchObject({
    kills: KILLS,
    states: { sent: MAILS },
    missed: [],
    renamed: [],
    changed: [],
    unexplained: [],
  });
  expect(report.serverRestarts).toBeGreaterThan(0);
});
