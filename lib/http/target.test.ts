import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { MAX_TARGET_LENGTH, parseTarget } from './target';

describe('a request target', () => {
  test.each([
    ['/', '/'],
    ['/papers?q=a%20b', '/papers?q=a%20b'],
    ['//evil.example/x', '//evil.example/x'],
    ['http://evil.example/papers?x', '/papers?x'],
    ['HTTPS://evil.example', '/'],
    ['http://evil.example?x', '/?x'],
  ])('%s asks for %s', (line, target) => {
    expect(parseTarget(line)).toBe(target);
  });

  test.each(['*', 'evil.example:443', 'ftp://a/', '', '/%00', '/?q=%00', '/%', '/%c3%28', '/\0'])(
    '%j is refused',
    (line) => {
      expect(() => parseTarget(line)).toThrow(expect.objectContaining({ code: 'bad_request' }));
    },
  );

  test('may be as long as the limit, and no longer', () => {
    expect(parseTarget('/'.padEnd(MAX_TARGET_LENGTH, 'a'))).toHaveLength(MAX_TARGET_LENGTH);
    expect(() => parseTarget('/'.padEnd(MAX_TARGET_LENGTH + 1, 'a'))).toThrow(AppError);
  });
});
