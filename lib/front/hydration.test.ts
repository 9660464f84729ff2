import { expect, test } from 'vitest';
import { withoutHydration } from './hydration';

test.each([
  ['data', '<script>self.__next_f.push([1,"1:\\"$Sreact\\" <p>"])</script>'],
  ['first data', '<script>(self.__next_f=self.__next_f||[]).push([0])</script>'],
  ['start', '<script id="_R_">(globalThis["TURBOPACK"] || []).push({"otherChunks":[]});</script>'],
  ['chunk', '<script src="/_next/static/chunks/2ckv8_top0-se.js" async=""></script>'],
  ['polyfill', '<script src="/_next/static/chunks/0cz1.js" noModule=""></script>'],
  ['preload', '<link rel="preload" as="script" fetchPriority="low" href="/_next/static/a.js"/>'],
  ['text border', '<!-- -->'],
  ['boundary', '<!--$--><!--/$-->'],
])('%s of the framework is taken out', (_name, part) => {
  expect(withoutHydration(`<p>54${part} votes</p>`)).toBe('<p>54 votes</p>');
});

test.each([
  ['our script', '<script src="/reading.js" type="module"></script>'],
  ['our theme script', '<script>(function(){var t})()</script>'],
  ['linked data', '<script type="application/ld+json">{"a":"self.__next_f.push"}</script>'],
  ['style', '<link rel="stylesheet" href="/_next/static/chunks/a.css" data-precedence="next"/>'],
  ['font', '<link rel="preload" as="font" href="/_next/static/media/a.woff2"/>'],
  ['escaped markup in an abstract', '&lt;script&gt;self.__next_f.push(1)&lt;/script&gt;'],
  ['a comment that is not React’s', '<!-- kept -->'],
])('%s stays', (_name, part) => {
  expect(withoutHydration(`<p>${part}</p>`)).toBe(`<p>${part}</p>`);
});

test('two scripts are two: nothing between them is lost', () => {
  const page =
    '<script>self.__next_f.push([1,"a"])</script><p>text</p><script>self.__next_f.push([1,"b"])</script>';
  expect(withoutHydration(page)).toBe('<p>text</p>');
});
