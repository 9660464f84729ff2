import { describe, expect, test } from 'vitest';
import { readJson } from './body';

function sent(body: string, type = 'application/json') {
  return readJson(
    new Request('http://localhost/', { method: 'POST', body, headers: { 'content-type': type } }),
  );
}

test('JSON of any kind is parsed', async () => {
  expect(await sent('{"a":[1,"]]]{{{"]}')).toEqual({ a: [1, ']]]{{{'] });
  expect(await sent('null', 'application/merge-patch+json; charset=utf-8')).toBeNull();
});

test('what the database can’t hold is left out of texts, however deep', async () => {
  expect(await sent('{"a":["Fo\\u0000g",{"b":"\\u0000"}],"n":1}')).toEqual({
    a: ['Fog', { b: '' }],
    n: 1,
  });
});

describe('refused', () => {
  test.each([
    ['another type', 'a=b', 'application/x-www-form-urlencoded', 'unsupported_media_type'],
    ['no JSON', '{"a":', 'application/json', 'bad_request'],
    ['nothing', '', 'application/json', 'bad_request'],
    ['too much', `"${'x'.repeat(70_000)}"`, 'application/json', 'payload_too_large'],
    ['nested too deep', '['.repeat(21) + ']'.repeat(21), 'application/json', 'bad_request'],
    [
      'a long string that nobody closed',
      `"${'\\"'.repeat(30_000)}`,
      'application/json',
      'bad_request',
    ],
  ])('%s', async (_what, body, type, code) => {
    await expect(sent(body, type)).rejects.toMatchObject({ code });
  });

  test('twenty levels are few enough', async () => {
    expect(await sent('['.repeat(20) + ']'.repeat(20))).toBeTruthy();
  });
});
