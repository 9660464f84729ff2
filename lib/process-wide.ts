/** Keeps one value for the whole process, because each of Next's bundles has its own copy of a module. */

const shared = globalThis as { broadsheet?: Map<string, unknown> };
const values = (shared.broadsheet ??= new Map());

/** The value of `key`: `get` creates it at its first use, `take` removes it for closing. */
export function processWide<T>(key: string, make: () => T) {
  return {
    get(): T {
      if (!values.has(key)) values.set(key, make());
      return values.get(key) as T;
    },
    take(): T | undefined {
      const value = values.get(key) as T | undefined;
      values.delete(key);
      return value;
    },
  };
}
