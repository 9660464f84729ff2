import { expect, test } from 'vitest';
import { paperEntry } from './entries';

type Paper = Parameters<typeof paperEntry>[0];

const site = { url: 'https://paper.example', topicNames: new Map([['weather', 'Weather']]) };
const listing = { listedOn: '2025-03-17', submittedAt: null };

function paper(overrides: Partial<Paper> = {}): Paper {
  return {
    id: '2503.99001',
    source: 'arxiv',
    title: 'Weighing Fog',
    abstract: 'Fog is mostly absence.',
    authors: [{ name: 'Hana Ito' }],
    topics: ['weather'],
    categories: ['cs.CV'],
    publishedOn: new Date('2025-03-14'),
    updatedAt: null,
    withdrawn: false,
    codeUrl: null,
    projectUrl: null,
    thumbnailUrl: null,
    ...overrides,
  };
}

test('an entry contains the whole abstract, in paragraphs, and a link', () => {
  const { html } = paperEntry(paper({ abstract: 'One.\n\nTwo.' }), listing, site);
  expect(html).toBe(
    '<p><em>Hana Ito</em></p><p>One.</p><p>Two.</p>' +
      '<p><a href="https://arxiv.org/abs/2503.99001">arXiv</a>' +
      ' · <a href="https://arxiv.org/pdf/2503.99001">PDF</a>' +
      ' · <a href="https://paper.example/papers/2503.99001">Discussion</a></p>',
  );
});

test('text is escaped, maths is as typed, and links have targets', () => {
  const abstract =
    'Of <model, accuracy> & $10^{5} \\times n$, see https://example.org/a?b=1&c="2".';
  const { html } = paperEntry(paper({ abstract }), listing, site);
  expect(html).toContain('<p>Of &lt;model, accuracy&gt; &amp; 10⁵ × n, see ');
  expect(html).toContain('<a href="https://example.org/a?b=1&amp;c=');
  expect(html).not.toMatch(/href="[^"]*"[^> ]/);
});

test('listings and revisions update a paper’s entry, votes don’t', () => {
  const revised = new Date('2025-03-20T10:00:00Z');
  expect(paperEntry(paper({ updatedAt: revised }), listing, site)).toMatchObject({
    publishedAt: new Date('2025-03-17T00:00:00Z'),
    updatedAt: revised,
  });
  const before = new Date('2025-03-15T10:00:00Z');
  expect(paperEntry(paper({ updatedAt: before }), listing, site).updatedAt).toEqual(
    new Date('2025-03-17T00:00:00Z'),
  );
  expect(paperEntry(paper(), null, site).publishedAt).toEqual(new Date('2025-03-14'));
});

test('of hundreds of authors the first are named and the others counted', () => {
  const authors = Array.from({ length: 664 }, (_, number) => ({ name: `Author ${number}` }));
  const entry = paperEntry(paper({ authors }), listing, site);
  expect(entry.authors).toHaveLength(20);
  expect(entry.html).toContain('Author 19 and 644 more</em>');
});

test('a withdrawn paper and one without an abstract are marked', () => {
  const entry = paperEntry(paper({ withdrawn: true, abstract: '', authors: [] }), listing, site);
  expect(entry.title).toBe('Withdrawn: Weighing Fog');
  expect(entry.html).toMatch(/^<p>This paper has no abstract yet/);
});
