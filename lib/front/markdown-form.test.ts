import { expect, test } from 'vitest';
import { prefersMarkdown } from './markdown-form';

test.each([
  ['text/markdown', true],
  ['text/markdown, text/html, */*', true],
  ['Text/Markdown;q=0.9, text/html;q=0.8', true],
  ['text/html, text/markdown;q=0.5', false],
  ['text/html, application/xhtml+xml, */*;q=0.8', false],
  ['text/markdown;q=0', false],
  ['*/*', false],
  ['', false],
  [null, false],
  ['text/markdown;q=high, ,;', false],
])('%j wants Markdown: %j', (accept, wants) => {
  expect(prefersMarkdown(accept)).toBe(wants);
});
