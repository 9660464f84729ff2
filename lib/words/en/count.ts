/** Formats numbers, plurals, ordinals and lists in English. Pure. */

const plurals = new Intl.PluralRules('en');
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const numbers = new Intl.NumberFormat('en');
const twoDecimals = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const percents = new Intl.NumberFormat('en', { style: 'percent' });
const conjunction = new Intl.ListFormat('en', { type: 'conjunction' });
const disjunction = new Intl.ListFormat('en', { type: 'disjunction' });
const ORDINAL_ENDINGS: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };

/** `1,234` */
export function number(amount: number): string {
  return numbers.format(amount);
}

/** `0.25` */
export function hundredths(amount: number): string {
  return twoDecimals.format(amount);
}

/** `1 vote`, `1,234 votes` */
export function count(amount: number, one: string, other = `${one}s`): string {
  return `${number(amount)} ${plural(amount, one, other)}`;
}

/** The form of a noun that agrees with a number. */
export function plural(amount: number, one: string, other = `${one}s`): string {
  return plurals.select(amount) === 'one' ? one : other;
}

/** `30%` */
export function percent(share: number): string {
  return percents.format(share);
}

/** `1st`, `22nd`, `113th` */
export function ordinal(place: number): string {
  return `${place}${ORDINAL_ENDINGS[ordinals.select(place)] ?? 'th'}`;
}

/** `a, b, and c` */
export function allOf(items: readonly string[]): string {
  return conjunction.format(items);
}

/** `a, b, or c` */
export function oneOf(items: readonly string[]): string {
  return disjunction.format(items);
}
