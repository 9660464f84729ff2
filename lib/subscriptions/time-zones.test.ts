import { expect, test } from 'vitest';
import { currentZoneName, zonesByRegion } from './time-zones';

const zones = zonesByRegion(new Date('2025-07-01T00:00:00Z'));

test('zones have today’s names, with the old ones as aliases', () => {
  expect(zones.get('Asia')).toContainEqual({
    id: 'Asia/Kolkata',
    alias: 'Asia/Calcutta',
    place: 'Kolkata',
    offset: 330,
  });
  expect(zones.get('Europe')).toContainEqual({
    id: 'Europe/Kyiv',
    alias: 'Europe/Kiev',
    place: 'Kyiv',
    offset: 180,
  });
  expect(currentZoneName('Asia/Calcutta')).toBe('Asia/Kolkata');
  expect(currentZoneName('Europe/Vienna')).toBe('Europe/Vienna');
});

test('no zone is listed twice, and each region is in the order of its places', () => {
  const ids = [...zones.values()].flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(400);
  const places = zones.get('Europe')!.map(({ place }) => place);
  expect(places).toEqual(places.toSorted((a, b) => a.localeCompare(b)));
});
