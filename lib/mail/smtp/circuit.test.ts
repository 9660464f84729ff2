import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  admit,
  afterTry,
  CLOSED,
  FIRST_COOL_DOWN_MS,
  LONGEST_COOL_DOWN_MS,
  TROUBLES_TO_OPEN,
  waitMs,
  type Circuit,
} from './circuit';

const NOW = 1_000_000;

function afterTroubles(count: number): Circuit {
  let circuit = CLOSED;
  for (let n = 0; n < count; n += 1) circuit = afterTry(circuit, true, NOW);
  return circuit;
}

test('a few troubles change nothing', () => {
  const circuit = afterTroubles(TROUBLES_TO_OPEN - 1);
  expect(admit(circuit, NOW).isAdmitted).toBe(true);
  expect(waitMs(circuit, NOW)).toBe(0);
});

test('one answered mail restarts the count', () => {
  const answered = afterTry(afterTroubles(TROUBLES_TO_OPEN - 1), false, NOW);
  expect(admit(afterTry(answered, true, NOW), NOW).isAdmitted).toBe(true);
});

test('enough troubles in a row stop all mail until the time is over', () => {
  const open = afterTroubles(TROUBLES_TO_OPEN);
  expect(waitMs(open, NOW)).toBe(FIRST_COOL_DOWN_MS);
  expect(admit(open, NOW + FIRST_COOL_DOWN_MS - 1).isAdmitted).toBe(false);
  expect(admit(open, NOW + FIRST_COOL_DOWN_MS).isAdmitted).toBe(true);
});

test('then one mail is tried and the others still wait', () => {
  const later = NOW + FIRST_COOL_DOWN_MS;
  const { circuit } = admit(afterTroubles(TROUBLES_TO_OPEN), later);
  expect(admit(circuit, later + 1).isAdmitted).toBe(false);
});

test('when that one is answered, mail goes again', () => {
  const later = NOW + FIRST_COOL_DOWN_MS;
  const { circuit } = admit(afterTroubles(TROUBLES_TO_OPEN), later);
  expect(afterTry(circuit, false, later)).toEqual(CLOSED);
});

test('when that one fails too, the wait doubles, up to a limit', () => {
  let circuit = afterTroubles(TROUBLES_TO_OPEN);
  const waits: number[] = [];
  let now = NOW;
  for (let n = 0; n < 8; n += 1) {
    now += waitMs(circuit, now);
    circuit = afterTry(admit(circuit, now).circuit, true, now);
    waits.push(waitMs(circuit, now));
  }
  expect(waits.slice(0, 3)).toEqual([2, 4, 8].map((times) => times * FIRST_COOL_DOWN_MS));
  expect(waits.at(-1)).toBe(LONGEST_COOL_DOWN_MS);
});

test('mails that were on their way when it opened do not lengthen the wait', () => {
  const open = afterTroubles(TROUBLES_TO_OPEN);
  expect(afterTry(open, true, NOW + 1_000)).toEqual(open);
});

test('a probe that is never heard of again does not stop mail for good', () => {
  const later = NOW + FIRST_COOL_DOWN_MS;
  const { circuit } = admit(afterTroubles(TROUBLES_TO_OPEN), later);
  expect(admit(circuit, later + FIRST_COOL_DOWN_MS).isAdmitted).toBe(true);
});

test('after any outcome, mail is tried again within the longest pause', () => {
  const events = fc.array(
    fc.record({ isTrouble: fc.boolean(), passMs: fc.nat(LONGEST_COOL_DOWN_MS) }),
  );
  fc.assert(
    fc.property(events, (history) => {
      let now = NOW;
      let circuit = CLOSED;
      for (const { isTrouble, passMs } of history) {
        now += passMs;
        const admission = admit(circuit, now);
        circuit = admission.circuit;
        if (admission.isAdmitted) circuit = afterTry(circuit, isTrouble, now);
      }
      expect(admit(circuit, now + LONGEST_COOL_DOWN_MS).isAdmitted).toBe(true);
    }),
  );
});
