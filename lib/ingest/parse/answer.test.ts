import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { FIXTURES } from '@/tests/support/upstream-replay';
import { DamagedAnswer, isMojibake, readText } from './answer';
import { parseArchiveRow } from './archive';
import { parseAtom } from '../arxiv/atom';
import { parseOai } from '../arxiv/oai';
import { parseAnnouncement } from '../arxiv/rss';
import { parseDailyPapers } from '../huggingface/parse';

const mangle = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const mangleAsWindows = (text: string) =>
  new TextDecoder('windows-1252').decode(Buffer.from(text, 'utf8'));

describe('mojibake', () => {
  test.each(['error $α$ and $β$, prior (π, 1−π)', 'Ada Nováková and Søren', '“quotes” – and…'])(
    'is seen in %s once that was decoded as Latin-1 or windows-1252',
    (text) => {
      expect(isMojibake(text)).toBe(false);
      expect(isMojibake(mangle(text))).toBe(true);
      expect(isMojibake(mangleAsWindows(text))).toBe(true);
    },
  );

  test.each([
    'João São Ãlvares and ÂNGELA',
    'a “CAFÉ” in Besançon',
    'Nguyễn Văn Ấn, Đặng, Łukasz',
    'Ελληνικά και Ω',
    '北京大学 — 清华大学',
    'Tomáš and Lukáš',
    '',
  ])('is not seen in honest text: %s', (text) => {
    expect(isMojibake(text)).toBe(false);
  });

  test('in one name does not cost a document in which the others are right', () => {
    expect(isMojibake(`Ada Nováková, ${mangle('José')}, Søren Å, Zoë`)).toBe(false);
  });
});

test('bytes that are not UTF-8 are refused with a clear sentence', () => {
  const latin1 = Buffer.from('Nováková', 'latin1');
  expect(() => readText(latin1, 'arXiv')).toThrow(
    'The answer of arXiv is damaged: it is not UTF-8',
  );
});

test('a byte order mark is not part of the text', () => {
  expect(readText(Buffer.from('\uFEFF[]'), 'arXiv')).toBe('[]');
  expect(readText('\uFEFF[]', 'arXiv')).toBe('[]');
});

const read = (file: string) => readFileSync(path.join(FIXTURES, file));
const context = { listedOn: '2025-03-17', readAt: new Date('2025-03-17T12:00:00Z') };
const parsers: [string, Buffer, (body: Buffer) => unknown][] = [
  ['query API', read('arxiv/atom/papers.xml'), parseAtom],
  ['OAI-PMH', read('arxiv/oai/records.xml'), parseOai],
  ['RSS', read('arxiv/rss/cs.LG-rss.xml'), parseAnnouncement],
  ['Atom feed', read('arxiv/rss/cs.LG-atom.xml'), parseAnnouncement],
  ['daily papers', read('hf/raw/2025-03-17.json'), (body) => parseDailyPapers(body, context)],
  ['archive', read('hf/daily-papers.jsonl'), (body) => parseArchiveRow(body, 1)],
];

describe.each(parsers)('the parser of the %s', (_name, fixture, parse) => {
  test('gives records or an AppError for any damaged document', () => {
    const damaged = fc
      .record({
        at: fc.nat(fixture.length),
        length: fc.nat(200),
        instead: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(...SPLICES)),
      })
      .map(({ at, length, instead }) =>
        Buffer.concat([fixture.subarray(0, at), instead, fixture.subarray(at + length)]),
      );
    fc.assert(
      fc.property(damaged, (body) => givesRecordsOrAppError(() => parse(body))),
      { numRuns: 200 },
    );
  });

  test('gives records or an AppError for any bytes', () => {
    const anything = fc.oneof(fc.json(), fc.string(), fc.constantFrom('<a/>', '<rss/>', '<feed/>'));
    fc.assert(
      fc.property(anything, (text) => givesRecordsOrAppError(() => parse(Buffer.from(text)))),
    );
  });
});

const SPLICES = [
  '',
  'null',
  '[]',
  '{}',
  '<x>',
  '</entry>',
  '&#0;',
  '\\u0000',
  '"__proto__":1,',
].map((text) => Buffer.from(text));

function givesRecordsOrAppError(parse: () => unknown): void {
  try {
    expect(parse()).toBeTypeOf('object');
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
  }
}

test('a document cut off or replaced by a web page is damaged, not empty', () => {
  const feed = read('arxiv/atom/papers.xml');
  const page = '<!DOCTYPE html><html><body>Maintenance</body></html>';
  expect(() => parseAtom(feed.subarray(0, feed.length / 2))).toThrow(DamagedAnswer);
  expect(() => parseAtom(page)).toThrow('arXiv answered with a web page instead of data.');
  expect(() => parseAtom('<html><body><p>Busy</p></body></html>')).toThrow('not an Atom feed');
  expect(() => parseOai(feed)).toThrow('not an OAI-PMH answer');
  expect(() => parseAnnouncement(feed)).toThrow('not a daily announcement');
  expect(() => parseDailyPapers('{"error":"oops"}', context)).toThrow('not a list of papers');
  expect(() => parseDailyPapers(page, context)).toThrow('it is not JSON');
});

test('a document type, by which entities could grow without end, is refused', () => {
  const bomb =
    '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><feed><title>&b;</title></feed>';
  expect(() => parseAtom(bomb)).toThrow('declares a document type');
});
