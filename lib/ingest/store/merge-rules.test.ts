import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arxivRecord, links, paperRecord } from '@/tests/support/factories';
import { factsOf, factsOfAll, mergeFacts, sampleFacts } from './merge-rules';
import type { PaperRecord } from '../types';

const HF = factsOf(paperRecord());
const ARXIV = factsOf(arxivRecord());
const SAMPLE = sampleFacts(
  {
    id: '2503.99001',
    title: 'Weighing Fog',
    summary: 'In our words.',
    authors: ['Hana Ito'],
    categories: ['cs.CV'],
  },
  '2025-03-14',
);

const of = (overrides: Partial<PaperRecord>) => factsOf(paperRecord(overrides));
const ofArxiv = (overrides: Partial<PaperRecord>) => factsOf(arxivRecord(overrides));

test('text is cleaned as its source needs it', () => {
  const abstract = 'We train\ntexttt{F}og on 36times 64 pixels.';
  expect(of({ title: 'Weighing\n  Fog', abstract })).toMatchObject({
    title: 'Weighing Fog',
    abstract: expect.not.stringContaining('\n'),
  });
  expect(of({ abstract }).abstract).toContain('36×64');
  expect(ofArxiv({ abstract }).abstract).toContain('36times 64');
});

test('a record without a title is no paper', () => {
  expect(() => of({ title: ' \n ' })).toThrow('has no title');
});

test('authors whose names are nothing are left out', () => {
  expect(of({ authors: [{ name: ' ' }, { name: 'Hana Ito' }] }).authors).toEqual([
    { name: 'Hana Ito', affiliation: null, handle: null },
  ]);
});

test('records of the same paper are merged, bad ones named', () => {
  const { facts, rejected } = factsOfAll([
    paperRecord({ id: '2503.90001' }),
    paperRecord({ id: '2503.90002', title: '' }),
    arxivRecord({ id: '2503.90001' }),
  ]);
  expect([...facts].map(([id, { abstractSource }]) => [id, abstractSource])).toEqual([
    ['2503.90001', 'arxiv'],
  ]);
  expect(rejected).toEqual([{ ref: '2503.90002', reason: 'has no title' }]);
});

test.each([
  ['arXiv over Hugging Face', ARXIV, HF, 'arxiv'],
  ['arXiv over the sample', ARXIV, SAMPLE, 'arxiv'],
  ['Hugging Face over the sample', HF, SAMPLE, 'huggingface'],
] as const)('the text of %s wins, whichever comes first', (_who, strong, weak, source) => {
  for (const merged of [mergeFacts(strong, weak), mergeFacts(weak, strong)]) {
    expect(merged.abstractSource).toBe(source);
    expect(merged.abstract).toBe(strong.abstract);
  }
});

test('a source with authority but without an abstract leaves the abstract, and whose it is', () => {
  const silent = ofArxiv({ abstract: '', title: 'Weighing Fog, Carefully' });
  expect(mergeFacts(HF, silent)).toMatchObject({
    title: 'Weighing Fog, Carefully',
    abstract: HF.abstract,
    abstractSource: 'huggingface',
  });
});

test('a value from one source stays when another has none', () => {
  const known = of({
    links: links({ codeUrl: 'https://example.org/code', codeStars: 3, organization: 'North Lab' }),
    ai: { summary: 'Fog, in short.', keywords: ['fog'] },
  });
  expect(mergeFacts(known, ARXIV)).toMatchObject({
    codeUrl: 'https://example.org/code',
    codeStars: 3,
    organization: 'North Lab',
    aiSummary: 'Fog, in short.',
    aiKeywords: ['fog'],
    categories: ['cs.CV'],
    version: 1,
  });
});

test('of links the latest word counts, also where its text does not', () => {
  const before = mergeFacts(ARXIV, of({ links: links({ codeUrl: 'https://example.org/old' }) }));
  const after = mergeFacts(before, of({ links: links({ codeUrl: 'https://example.org/new' }) }));
  expect(after).toMatchObject({ codeUrl: 'https://example.org/new', abstractSource: 'arxiv' });
});

test.each([
  ['a newer version', { version: 3 }, 3],
  ['an older one, told late,', { version: 1 }, 2],
])('%s leads by its number', (_which, news, version) => {
  const known = ofArxiv({ version: 2, title: 'Version 2' });
  const merged = mergeFacts(known, ofArxiv({ ...news, title: `Version ${news.version}` }));
  expect(merged).toMatchObject({ version, title: `Version ${version}` });
});

test.each([
  ['a later day', '2025-03-18', 'Harvested'],
  ['an earlier day', '2025-03-13', 'Weighing Fog'],
])('news without a version leads by when it changed: %s', (_when, day, title) => {
  const news = ofArxiv({ version: null, updatedAt: new Date(day), title: 'Harvested' });
  expect(mergeFacts(ARXIV, news)).toMatchObject({ title, version: 1 });
});

test('of two tellings of one version the one that changed last leads', () => {
  const known = mergeFacts(ARXIV, ofArxiv({ version: null, updatedAt: new Date('2025-03-18') }));
  expect(mergeFacts(known, ARXIV)).toEqual(known);
  const announced = ofArxiv({ updatedAt: null, title: 'As Announced' });
  expect(mergeFacts(ARXIV, announced).title).toBe('Weighing Fog');
  expect(mergeFacts(announced, ARXIV).title).toBe('Weighing Fog');
});

test('a paper has the earliest day of all sources', () => {
  const later = ofArxiv({ version: 2, publishedOn: '2025-03-20' });
  expect(mergeFacts(HF, later).publishedOn).toBe('2025-03-14');
  expect(mergeFacts(later, HF).publishedOn).toBe('2025-03-14');
});

test.each([
  ['the leading source', { publishedAt: new Date('2025-03-14T08:00:00Z') }, {}],
  ['the other source', {}, { publishedAt: new Date('2025-03-14T08:00:00Z') }],
])('the time of day comes from %s when only it gives one', (_who, ofLead, ofOther) => {
  const merged = mergeFacts(of(ofOther), ofArxiv(ofLead));
  expect(merged.publishedAt).toEqual(new Date('2025-03-14T08:00:00Z'));
});

test('the time of a later day is not taken for that of the first', () => {
  const later = ofArxiv({
    publishedOn: '2025-03-20',
    publishedAt: new Date('2025-03-20T08:00:00Z'),
  });
  expect(mergeFacts(HF, later)).toMatchObject({ publishedOn: '2025-03-14', publishedAt: null });
  expect(mergeFacts(later, HF)).toMatchObject({ publishedOn: '2025-03-14', publishedAt: null });
});

test('a withdrawal is arXiv’s to tell and to lift', () => {
  const withdrawn = ofArxiv({ version: 2, withdrawn: true });
  expect(mergeFacts(ARXIV, withdrawn).withdrawn).toBe(true);
  expect(mergeFacts(withdrawn, HF).withdrawn).toBe(true);
  expect(mergeFacts(withdrawn, ofArxiv({ version: 3 })).withdrawn).toBe(false);
});

test.each([
  ['a newer version', { version: 3 }],
  ['a later look at the same version', {}],
  ['a harvest', { version: null, updatedAt: new Date('2025-03-18') }],
])('what arXiv emptied is empty after %s', (_what, facts) => {
  const known = ofArxiv({
    version: 2,
    comment: 'This paper has been withdrawn',
    doi: '10.1000/1',
    journalRef: 'J. 1',
    authors: [{ name: 'Hana Ito', affiliation: 'North Lab' }],
  });
  expect(mergeFacts(known, ofArxiv({ version: 2, ...facts }))).toMatchObject({
    comment: null,
    doi: null,
    journalRef: null,
    authors: [{ name: 'Hana Ito', affiliation: null }],
  });
});

test('what an announcement or another source leaves out stays', () => {
  const facts = { comment: '9 pages', doi: '10.1000/1', journalRef: 'J. 1' };
  const known = ofArxiv(facts);
  expect(mergeFacts(known, HF)).toMatchObject(facts);
  expect(mergeFacts(HF, known)).toMatchObject(facts);
  expect(mergeFacts(known, ofArxiv({ version: 2, updatedAt: null }))).toMatchObject(facts);
});

test('an author’s handle and affiliation stay with the name, and the leading list decides', () => {
  const handles = of({ authors: [{ name: 'Hana Ito', handle: 'hanaito' }, { name: 'Gone Now' }] });
  const places = ofArxiv({ authors: [{ name: 'Hana Ito', affiliation: 'North Lab' }] });
  expect(mergeFacts(handles, places).authors).toEqual([
    { name: 'Hana Ito', affiliation: 'North Lab', handle: 'hanaito' },
  ]);
});

test('arXiv leads also where its abstract was empty', () => {
  const silent = ofArxiv({ abstract: '', title: 'Weighing Fog, Carefully' });
  const known = mergeFacts(HF, silent);
  expect(mergeFacts(known, HF)).toEqual(known);
});

test('a source that names no author does not empty the list', () => {
  expect(mergeFacts(HF, ofArxiv({ authors: [] })).authors).toEqual(HF.authors);
});

const common = {
  title: fc.constantFrom('Fog', 'Mist', 'Haze $x$'),
  abstract: fc.constantFrom('', 'Fog is \\emph{absence}.', '36times 64'),
  authors: fc.array(fc.record({ name: fc.constantFrom('Hana Ito', 'Ivo Prat', '') })),
  publishedOn: fc.constantFrom('2025-03-13', '2025-03-14'),
  publishedAt: fc.constantFrom(null, new Date('2025-03-14T08:00:00Z')),
};
const changedAt = fc.constantFrom(new Date('2025-03-14'), new Date('2025-03-16'));
const record: fc.Arbitrary<PaperRecord> = fc.oneof(
  fc.record({ ...common, links: fc.constant(links({ codeStars: 3 })) }).map(paperRecord),
  fc
    .record({
      ...common,
      version: fc.option(fc.integer({ min: 1, max: 4 })),
      updatedAt: changedAt,
      withdrawn: fc.boolean(),
    })
    .map(arxivRecord),
);

test('hearing the same news twice changes nothing the second time', () => {
  fc.assert(
    fc.property(record, record, (first, second) => {
      const [known, news] = [factsOf(first), factsOf(second)];
      const once = mergeFacts(known, news);
      expect(mergeFacts(once, news)).toEqual(once);
      expect(mergeFacts(known, known)).toEqual(known);
    }),
  );
});
