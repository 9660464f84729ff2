import { expect, test } from 'vitest';
import { expiryOf, extensionOf, isFresh, newSessionColumns } from './session-rules';

const begun = new Date('2030-05-01T09:00:00Z');
const session = { id: 's', createdAt: begun, expiresAt: begun, method: 'link' };
const at = (iso: string) => new Date(iso);

test.each([
  ['/magic-link/verify', undefined, 'link'],
  ['/passkey/verify-authentication', undefined, 'passkey'],
  ['/callback/:id', { id: 'github' }, 'github'],
])('a session that begins at %s records its method', (path, params, method) => {
  expect(newSessionColumns(begun, { path, params })).toEqual({
    method,
    expiresAt: at('2030-05-15T09:00:00Z'),
  });
});

test('a session ends two weeks after its last use, and after 60 days at the latest', () => {
  expect(expiryOf(begun, at('2030-05-10T09:00:00Z'))).toEqual(at('2030-05-24T09:00:00Z'));
  expect(expiryOf(begun, at('2030-06-16T09:00:00Z'))).toEqual(at('2030-06-30T09:00:00Z'));
  expect(expiryOf(begun, at('2030-06-29T09:00:00Z'))).toEqual(at('2030-06-30T09:00:00Z'));
});

test('a session is extended once an hour, and never beyond 60 days', () => {
  const used = { ...session, expiresAt: at('2030-05-15T09:00:00Z') };
  expect(extensionOf(used, at('2030-05-01T10:00:00Z'))).toBeNull();
  expect(extensionOf(used, at('2030-05-01T10:00:01Z'))).toEqual(at('2030-05-15T10:00:01Z'));
  const old = { ...session, expiresAt: at('2030-06-30T09:00:00Z') };
  expect(extensionOf(old, at('2030-06-29T09:00:00Z'))).toBeNull();
});

test.each([
  ['link', true, '2030-05-02T08:59:59Z', true],
  ['link', true, '2030-05-02T09:00:00Z', false],
  ['passkey', true, '2030-05-02T08:59:59Z', true],
  [null, true, '2030-05-02T08:59:59Z', true],
  ['github', true, '2030-05-01T09:00:01Z', false],
  ['orcid', false, '2030-05-02T08:59:59Z', true],
  ['orcid', false, '2030-05-02T09:00:00Z', false],
])('a session by %s, where a link could be mailed (%s), is fresh at %s: %s', (...row) => {
  const [method, canGetLink, now, fresh] = row;
  expect(isFresh({ ...session, method }, canGetLink, at(now))).toBe(fresh);
});
