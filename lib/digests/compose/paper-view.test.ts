import { expect, test } from 'vitest';
import { candidate } from '@/tests/support/candidates';
import { paperView } from './paper-view';

const words = (count: number) => `F${'og'.repeat(count)}`;
const abstractOf = (abstract: string) =>
  paperView(candidate({ abstract }), 'https://paper.example').abstract;

test.each([
  [
    'a sentence that ends near the cut',
    `${words(60)} is weighed. The authors ${words(60)}.`,
    'is weighed.',
  ],
  ['a sentence that ends well before it', `It is weighed. ${'fog '.repeat(60)}`, 'fog…'],
  [
    'an abbreviation near the cut',
    `${words(60)} by Ito et al. The authors ${words(60)}.`,
    'et al. The authors…',
  ],
  ['a short abstract', 'Fog is weighed.', 'weighed.'],
])('%s', (_what, abstract, ending) => {
  const shown = abstractOf(abstract);
  expect(shown?.endsWith(ending), shown ?? '').toBe(true);
});
