import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ARXIV_PAPERS, isArxivId } from '@/lib/sources/arxiv';
import { paperPath } from '@/lib/site/paths';
import { parsePaperId, slugId } from './ids';

test.each([
  ['2503.12345', '2503.12345', null],
  ['2503.12345v2', '2503.12345', 2],
  ['arXiv:2503.12345v2', '2503.12345', 2],
  ['ARXIV: 2503.12345', '2503.12345', null],
  ['arXiv:2503.12345v2 [cs.CL] 12 Mar 2025', '2503.12345', 2],
  ['0704.0001', '0704.0001', null],
  ['1412.9999v12', '1412.9999', 12],
  ['cs/0112017', 'cs/0112017', null],
  ['cs.CL/0112017', 'cs/0112017', null],
  ['math.GT/0309136v1', 'math/0309136', 1],
  ['cond-mat.supr-con/0207270', 'cond-mat/0207270', null],
  ['hep-th/9901001', 'hep-th/9901001', null],
  ['HEP-TH/9901001V3', 'hep-th/9901001', 3],
  ['https://arxiv.org/abs/2503.12345', '2503.12345', null],
  ['http://www.arxiv.org/abs/2503.12345v1/', '2503.12345', 1],
  ['https://export.arxiv.org/abs/cs/0112017?context=cs.AI', 'cs/0112017', null],
  ['https://arxiv.org/pdf/2503.12345v3.pdf#page=4', '2503.12345', 3],
  ['https://arxiv.org/html/2503.12345v1', '2503.12345', 1],
  ['arxiv.org/abs/2503.12345.', '2503.12345', null],
  ['https://ar5iv.labs.arxiv.org/html/2503.12345', '2503.12345', null],
  ['https://ar5iv.org/abs/hep-th/9901001', 'hep-th/9901001', null],
  ['https://huggingface.co/papers/2503.12345', '2503.12345', null],
  ['hf.co/papers/2503.12345', '2503.12345', null],
  ['https://www.alphaxiv.org/abs/2503.12345v1', '2503.12345', 1],
  ['https://www.alphaxiv.org/overview/2503.12345', '2503.12345', null],
  ['alphaxiv.org/pdf/2503.12345', '2503.12345', null],
  ['10.48550/arXiv.2503.12345', '2503.12345', null],
  ['https://doi.org/10.48550/ARXIV.2503.12345', '2503.12345', null],
  ['doi:10.48550/arXiv.cs/0112017', 'cs/0112017', null],
  ['/papers/2503.12345', '2503.12345', null],
  ['/papers/cs%2F0112017', 'cs/0112017', null],
  ['https://paper.example:3000/papers/x-quiet-models?from=mail', 'x-quiet-models', null],
  ['  x-quiet-models ', 'x-quiet-models', null],
])('%s names %s, version %s', (input, id, version) => {
  expect(parsePaperId(input)).toEqual({ id, version });
});

test.each([
  '',
  '.',
  'hello',
  '2513.12345',
  '2500.12345',
  '0703.0001',
  '2503.1234',
  '1412.12345',
  '2503.123456',
  '2503.12345v0',
  '2503.12345v1x',
  'cs/0113017',
  'cs/0704001',
  'nosuch/0112017',
  'cs/01120177',
  'https://arxiv.org/list/cs.CL/recent',
  'https://arxiv.org/abs/',
  'https://paper.example/abs/2503.12345',
  'https://doi.org/10.1000/182',
  '../../etc/passwd',
  "2503.12345' OR 1=1",
  '2503.12345\0',
  'x-',
  'x--a',
  'x-<b>',
  '٢٥٠٣.١٢٣٤٥',
])('%j names no paper', (input) => {
  expect(parsePaperId(input)).toBeNull();
});

const newId = fc
  .record({
    year: fc.integer({ min: 15, max: 99 }),
    month: fc.integer({ min: 1, max: 12 }),
    number: fc.integer({ min: 1, max: 99_999 }),
  })
  .map(
    ({ year, month, number }) =>
      `${year}${String(month).padStart(2, '0')}.${String(number).padStart(5, '0')}`,
  );
const oldId = fc
  .record({
    archive: fc.constantFrom('cs', 'math', 'hep-th', 'cond-mat', 'quant-ph'),
    year: fc.integer({ min: 92, max: 99 }),
    number: fc.integer({ min: 1, max: 999 }),
  })
  .map(({ archive, year, number }) => `${archive}/${year}11${String(number).padStart(3, '0')}`);
const version = fc.option(fc.integer({ min: 1, max: 99 }));

test('an id comes back from each of the links we make of it', () => {
  fc.assert(
    fc.property(fc.oneof(newId, oldId), version, (id, version) => {
      for (const link of Object.values(ARXIV_PAPERS.repository!.links(id, version)).map(String)) {
        expect(parsePaperId(link)).toEqual({ id, version });
      }
      expect(parsePaperId(paperPath(id))).toEqual({ id, version: null });
      expect(isArxivId(id)).toBe(true);
    }),
  );
});

test('any input gives an id that parses to itself, or null, and never throws', () => {
  const fragments = fc.constantFrom(
    'arXiv:',
    'https://arxiv.org/abs/',
    '/papers/',
    '10.48550/arXiv.',
    '2503.12345',
    'cs/0112017',
    'x-a',
    'v2',
    '.pdf',
    '/',
    '?',
    '[',
    ' ',
  );
  const inputs = fc
    .array(fc.oneof(fragments, fc.string({ unit: 'binary' })))
    .map((f) => f.join(''));
  fc.assert(
    fc.property(inputs, (input) => {
      const parsed = parsePaperId(input);
      if (parsed) expect(parsePaperId(parsed.id)).toEqual({ id: parsed.id, version: null });
    }),
  );
});

test('input of five megabytes is refused at once', () => {
  expect(parsePaperId('arXiv:'.repeat(900_000))).toBeNull();
});

test('a title makes the site’s own id, cut at a word', () => {
  expect(slugId('FP8 versus INT8: Größe & Naïveté')).toBe('x-fp8-versus-int8-grosse-naivete');
  expect(slugId('quiet '.repeat(40))).toBe(`x-${Array(13).fill('quiet').join('-')}`);
  expect(isArxivId(slugId('Quiet models'))).toBe(false);
});

test('every title makes a valid id, the same one each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const id = slugId(title);
      expect(parsePaperId(id)).toEqual({ id, version: null });
      expect(slugId(title)).toBe(id);
    }),
  );
});
