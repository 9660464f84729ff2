import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedPicks, MOVES, orderVersion, picksByPlace, type Move } from './picks';

const picks = ['fog', 'maps', 'tides'];

test.each<[Move['kind'], string, string]>([
  ['up', 'tides', 'fog tides maps'],
  ['up', 'fog', 'fog maps tides'],
  ['down', 'fog', 'maps fog tides'],
  ['down', 'tides', 'fog maps tides'],
  ['pick', 'rain', 'fog maps tides rain'],
  ['pick', 'maps', 'fog maps tides'],
  ['unpick', 'maps', 'fog tides'],
  ['unpick', 'rain', 'fog maps tides'],
  ['up', 'rain', 'fog maps tides'],
])('%s %s gives %s', (kind, paperId, expected) => {
  expect(orderVersion(movedPicks(picks, { kind, paperId }))).toBe(expected);
});

test('no move loses or duplicates a pick', () => {
  const move = fc.record({
    kind: fc.constantFrom(...MOVES),
    paperId: fc.constantFrom(...picks, 'rain'),
  });
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      const moved = moves.reduce<string[]>(movedPicks, picks);
      expect(new Set(moved).size).toBe(moved.length);
    }),
  );
});

test('a changed place comes before the pick that had it', () => {
  const places = [
    { paperId: 'fog', place: 1 },
    { paperId: 'maps', place: 2 },
    { paperId: 'tides', place: 1 },
  ];
  expect(picksByPlace(places, picks)).toEqual(['tides', 'fog', 'maps']);
});

test('places may have gaps, and add a paper to the picks', () => {
  const places = [
    { paperId: 'maps', place: 20 },
    { paperId: 'rain', place: 7 },
  ];
  expect(picksByPlace(places, picks)).toEqual(['rain', 'maps']);
});
