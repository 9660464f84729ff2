import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { VectorStore } from './store';
import { cosine, toInt8, unitVector } from './vector';

const DIMS = 32;

/** Reproducible numbers, spread as evenly as random ones. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function vectorsFrom(seed: number, count: number): Int8Array[] {
  const next = numbersFrom(seed);
  return Array.from({ length: count }, () =>
    toInt8(unitVector(Array.from({ length: DIMS }, next))),
  );
}

function nearestByComparing(vectors: Int8Array[], vector: Int8Array, limit: number): string[] {
  return vectors
    .map((other, index) => ({ id: `p${index}`, score: cosine(vector, other) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ id }) => id);
}

function storeOf(vectors: Int8Array[], exactRows: number, blockRows: number): VectorStore {
  const store = new VectorStore(DIMS, exactRows, blockRows);
  vectors.forEach((vector, index) => store.set(`p${index}`, vector));
  return store;
}

test('the nearest equal those of an exhaustive comparison, in any block', () => {
  const vectors = vectorsFrom(1, 700);
  const [requests = new Int8Array()] = vectorsFrom(2, 1);
  const found = storeOf(vectors, 1_000, 64).nearest(requests, 20);
  expect(found.map(({ id }) => id)).toEqual(nearestByComparing(vectors, requests, 20));
  expect(found[0]?.score).toBeCloseTo(cosine(requests, vectors[Number(found[0]?.id.slice(1))]!), 2);
});

test('a vector that is a part of a larger buffer is read from its own place', () => {
  const vectors = vectorsFrom(8, 100);
  const all = Int8Array.from(vectors.flatMap((vector) => [...vector]));
  const part = all.subarray(42 * DIMS, 43 * DIMS);
  for (const exactRows of [1_000, 10]) {
    const store = storeOf(vectors, exactRows, 10);
    while (store.settle());
    expect(store.nearest(part, 1)).toEqual([{ id: 'p42', score: expect.closeTo(1, 2) }]);
  }
});

test('a new vector of a paper replaces its old one', () => {
  const [old, requests] = vectorsFrom(3, 2);
  const store = storeOf([old!], 1_000, 64);
  store.set('p0', requests!);
  expect(store.size).toBe(1);
  expect(store.nearest(requests!, 5)).toEqual([{ id: 'p0', score: expect.closeTo(1, 2) }]);
});

test('beyond the exact rows the oldest are in the graph, and nearly all of the nearest found', () => {
  const vectors = vectorsFrom(4, 3_000);
  const store = storeOf(vectors, 500, 250);
  let steps = 0;
  while (store.settle()) steps += 1;
  expect(steps).toBeGreaterThan(10);
  const requests = vectorsFrom(5, 20);
  const shares = requests.map((vector) => {
    const wanted = new Set(nearestByComparing(vectors, vector, 50));
    return store.nearest(vector, 50).filter(({ id }) => wanted.has(id)).length / 50;
  });
  expect(Math.min(...shares)).toBeGreaterThan(0.9);
});

test('a vector in the graph is replaced, too', () => {
  const vectors = vectorsFrom(6, 600);
  const [requests = new Int8Array()] = vectorsFrom(7, 1);
  const store = storeOf(vectors, 100, 50);
  while (store.settle());
  store.set('p0', requests);
  const found = store.nearest(requests, 600);
  expect(found[0]).toEqual({ id: 'p0', score: expect.closeTo(1, 2) });
  expect(found.filter(({ id }) => id === 'p0')).toHaveLength(1);
});

test('a vector that is taken away is found no more, and the next one may come', () => {
  const [one, other] = vectorsFrom(9, 2);
  const store = storeOf([one!, other!], 1_000, 64);
  store.delete('p0');
  store.delete('nobody');
  expect(store.nearest(one!, 5).map(({ id }) => id)).toEqual(['p1']);
  store.set('p0', one!);
  expect(store.nearest(one!, 1).map(({ id }) => id)).toEqual(['p0']);
});

test('a vector of another length is refused', () => {
  const store = new VectorStore(DIMS, 100);
  expect(() => store.set('p0', new Int8Array(3))).toThrow('p0 has 3 dimensions.');
});

test('without usearch the same vectors are found, also beyond the number that is searched exactly', () => {
  const vectors = vectorsFrom(11, 700);
  const [query = new Int8Array()] = vectorsFrom(12, 1);
  const store = new VectorStore(DIMS, 100, 64, null);
  vectors.forEach((vector, index) => store.set(`p${index}`, vector));
  store.delete('p3');
  expect(store.settle()).toBe(false);
  const expected = nearestByComparing(vectors, query, 21).filter((id) => id !== 'p3');
  const found = store.nearest(query, 20);
  expect(found.map(({ id }) => id)).toEqual(expected.slice(0, 20));
  expect(found[0]?.score).toBeCloseTo(cosine(query, vectors[Number(found[0]?.id.slice(1))]!), 2);
});

test('without usearch, vectors are searched in plain code', () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({
      resolve(name, context, next) {
        if (name === 'usearch') throw new Error('No native build was found for this platform');
        return next(name, context);
      },
    });`;
  const program = `import { VectorStore } from './lib/search/meaning/vectors/store.ts';
    const store = new VectorStore(2, 10);
    store.set('east', Int8Array.of(127, 0));
    store.set('north', Int8Array.of(0, 127));
    console.log(store.nearest(Int8Array.of(9, 127), 1)[0].id);`;
  const ended = spawnSync(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(hook)}`, '--import', 'tsx'],
      ...['--input-type=module', '-e', program],
    ],
    { encoding: 'utf8' },
  );
  expect(ended).toMatchObject({ status: 0, stdout: 'north\n' });
});
