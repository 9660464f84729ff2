import { expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { requireBearer } from './bearer';

const SECRET = 'sixteen-or-more-characters';
const withKey = (authorization: string) => new Headers({ authorization });

test.each([`Bearer ${SECRET}`, `bearer ${SECRET}`])('"%s" opens', (authorization) => {
  expect(() => requireBearer(withKey(authorization), SECRET)).not.toThrow();
});

test.each([
  '',
  SECRET,
  'Bearer ',
  `Bearer ${SECRET}x`,
  `Bearer ${SECRET.slice(1)}`,
  `Basic ${SECRET}`,
])('"%s" does not open', (authorization) => {
  expect(() => requireBearer(withKey(authorization), SECRET)).toThrow(AppError);
});

test.each([undefined, ''])('where no secret is set nothing opens', (secret) => {
  expect(() => requireBearer(withKey('Bearer '), secret)).toThrow('This needs a valid key.');
  expect(() => requireBearer(withKey('Bearer undefined'), secret)).toThrow(AppError);
});
