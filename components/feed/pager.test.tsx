import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Pager } from './pager';

const render = (props: Omit<Parameters<typeof Pager>[0], 'path'>) =>
  renderToStaticMarkup(<Pager path="/papers/trending?window=week" {...props} />);

test('a list of one page has no pager', () => {
  expect(render({ page: 0, hasNext: false })).toBe('');
});

test('pages link forwards and back, and to the list’s own address', () => {
  const html = render({ page: 1, hasNext: true });
  expect(html).toContain('href="/papers/trending?window=week"');
  expect(html).toContain('href="/papers/trending?window=week&amp;p=2"');
  expect(html).not.toContain('The list ends here');
});

test('a truncated list has a note and no links', () => {
  const html = render({ page: 14, hasNext: false, isCut: true });
  expect(html).toContain('The list ends here');
  expect(html).not.toContain('rel="next"');
});
