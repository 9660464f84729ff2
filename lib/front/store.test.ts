/** The store's choice between two responses to one request. */
import { expect, test } from 'vitest';
import type { Entry } from './entry';
import { Store, type SharedRequest } from './store';

const request: SharedRequest = { target: '/papers', form: '*/*' };

/** The part of an entry that the store reads. */
function entryOf({ purgeNumber, size = 100 }: { purgeNumber: number; size?: number }): Entry {
  return { purgeNumber, size, tags: [] } as unknown as Entry;
}

test('a response that was requested before the stored one does not replace it', () => {
  const store = new Store(1_000);
  const newer = entryOf({ purgeNumber: 2 });
  store.put(request, newer);
  store.put(request, entryOf({ purgeNumber: 1 }));
  expect(store.find(request)).toBe(newer);
});

test('a stored response that grows counts at its new size', () => {
  const store = new Store(1_000);
  const entry = entryOf({ purgeNumber: 1 });
  store.put(request, entry);
  const { bytes } = store.size;
  Object.assign(entry, { size: 300 });
  store.remeasure(request, entry);
  expect(store.size).toEqual({ entries: 1, bytes: bytes + 200 });
});

test('a response that was evicted stays away when it is measured again', () => {
  const store = new Store(1_000);
  const entry = entryOf({ purgeNumber: 1 });
  store.put(request, entry);
  store.remove(request, 1);
  store.remeasure(request, entry);
  expect(store.find(request)).toBeUndefined();
});
