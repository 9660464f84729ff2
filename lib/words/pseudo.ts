/** Brackets every string of a catalogue, so that a test finds sentences written elsewhere. Pure. */

export function bracketed<T>(words: T): T {
  return bracketedValue(words) as T;
}

function bracketedValue(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (typeof value === 'function') {
    return (...args: unknown[]) => bracketedValue(Reflect.apply(value, undefined, args));
  }
  if (Array.isArray(value)) return value.map(bracketedValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, bracketedValue(inner)]),
  );
}
