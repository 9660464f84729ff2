import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressInWords, normaliseAddress } from './address';

test.each([
  ['ada@example.org', 'ada@example.org'],
  ['  Ada.Lovelace+papers@Example.ORG ', 'ada.lovelace+papers@example.org'],
  ['jürgen@example.org', 'jürgen@example.org'],
  ['ju\u0308rgen@example.org', 'jürgen@example.org'],
  ['info@münchen.example', 'info@xn--mnchen-3ya.example'],
  ['用户@例子.广告', '用户@xn--fsqu00a.xn--4rr70v'],
  ["o'hara@mail.example", "o'hara@mail.example"],
])('%s is kept as %s', (input, kept) => {
  expect(normaliseAddress(input)).toBe(kept);
});

test.each(['ada@example.org', 'jürgen@münchen.example', '用户@例子.广告'])(
  '%s is shown as it is written',
  (address) => {
    expect(addressInWords(normaliseAddress(address) ?? '')).toBe(address);
  },
);

test.each([
  '',
  'ada',
  'ada@',
  '@example.org',
  'ada@example',
  'ada@localhost',
  'ada@127.0.0.1',
  'ada@[127.0.0.1]',
  'ada@@example.org',
  'a b@example.org',
  'ada@exa mple.org',
  'ada@example.org, eve@example.org',
  'Ada <ada@example.org>',
  '"ada"@example.org',
  'ada@example.org\r\nBcc: eve@example.org',
  'ada\n@example.org',
  'ada\u0000@example.org',
  'ada@exam\tple.org',
  'ada@exam\nple.org',
  'ada@exam\u00adple.org',
  'ada@example\u200b.org',
  '.ada@example.org',
  'ada..l@example.org',
  `${'a'.repeat(65)}@example.org`,
  `ada@${'a'.repeat(250)}.org`,
  'ada@-example.org',
])('%j is not an address', (input) => {
  expect(normaliseAddress(input)).toBeNull();
});

const anyCharacter = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));

test('normalising twice changes nothing, and no line break ever gets through', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: anyCharacter })), (input) => {
      const once = normaliseAddress(input);
      if (once === null) return;
      expect(normaliseAddress(once)).toBe(once);
      expect(once).not.toMatch(/[\s<>,;:"]/);
    }),
  );
});
