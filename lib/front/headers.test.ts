/** Headers of a reader's request that reach upstream. */
import { expect, test } from 'vitest';
import { passedRequestHeaders } from './headers';

const site = new URL('https://papers.example');
const namesPassed = (headers: Record<string, string>) =>
  Object.keys(passedRequestHeaders(headers, site, '192.0.2.1'));

test.each([
  'rsc',
  'next-router-state-tree',
  'next-router-prefetch',
  'next-action',
  'x-nextjs-data',
  'forwarded',
  'x-real-ip',
])('%s does not', (name) => {
  expect(namesPassed({ [name]: '%' })).not.toContain(name);
});

test.each(['cookie', 'authorization', 'origin', 'content-type', 'idempotency-key'])(
  '%s does',
  (name) => {
    expect(namesPassed({ [name]: 'x' })).toContain(name);
  },
);
