import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { requireBearer } from './bearer';

const SECRET = 'sixteen-or-more-characters';

test.each([`Bearer ${SECRET}`, `bearer ${SECRET}`])('"%s" opens', (authorization) => {
  expect(() => requireBearer(authorization, SECRET)).not.toThrow();
});

test.each([
  null,
  '',
  SECRET,
  'Bearer ',
  `Bearer ${SECRET}x`,
  `Bearer ${SECRET.slice(1)}`,
  `Basic ${SECRET}`,
])('"%s" does not open', (authorization) => {
  expect(() => requireBearer(authorization, SECRET)).toThrow(AppError);
});

test.each([undefined, ''])('where the secret is "%s" nothing opens', (secret) => {
  for (const authorization of [null, 'Bearer ', 'Bearer undefined']) {
    expect(() => requireBearer(authorization, secret)).toThrow('This request needs a valid key.');
  }
});
