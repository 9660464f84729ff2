/** A place in an order as it is said: 1st, 22nd, 113th. */

const ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

export function ordinal(place: number): string {
  return `${place}${ENDINGS[ordinals.select(place)] ?? 'th'}`;
}
