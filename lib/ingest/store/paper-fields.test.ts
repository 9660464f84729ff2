/** Limits and merge rule of each row in lib/papers/fields.ts. */
import { expect, test } from 'vitest';
import { FIELD_NAMES, fieldOf, type FieldName, type PaperFacts } from '@/lib/papers/fields';
import { arxivRecord, links, paperRecord } from '@/tests/support/factories';
import { boundPaper } from '../parse/bounds';
import { factsOf, mergeFacts } from './merge-rules';

const LATE = new Date('2025-03-15T09:00:00Z');
const bounded = FIELD_NAMES.filter((name) => fieldOf(name).bound);
/** Excludes the two fields that decide which source leads. */
const merged = FIELD_NAMES.filter(
  (name) => fieldOf(name).merge !== 'rule' && name !== 'version' && name !== 'updatedAt',
);

/** A record from Hugging Face with one given field. */
function recordWith(name: FieldName, value: unknown) {
  const ai = { summary: null, keywords: [] };
  if (name === 'aiSummary') return paperRecord({ ai: { ...ai, summary: value as string } });
  if (name === 'aiKeywords') return paperRecord({ ai: { ...ai, keywords: value as string[] } });
  if (name in links()) return paperRecord({ links: links({ [name]: value }) });
  return paperRecord({ [name]: value });
}

function tooLarge(name: FieldName): unknown {
  const { bound } = fieldOf(name);
  if (bound?.kind === 'list') return Array.from({ length: bound.items + 1 }, (_, at) => `a${at}`);
  return 'x'.repeat((bound?.chars ?? 0) + 1);
}

test.each(bounded)('a %s beyond its bound is reported, and cut or left out', (name) => {
  const cuts: string[] = [];
  const record = boundPaper(recordWith(name, tooLarge(name)), (what) => cuts.push(what));
  const { bound } = fieldOf(name);
  expect(cuts).toEqual([expect.stringContaining(bound!.name)]);
  const kept = factsOf(record)[name];
  if (bound?.kind === 'list') expect(kept).toHaveLength(bound.items);
  else if (bound?.kind === 'cut') expect(kept).toHaveLength(bound.chars);
  else expect(kept).toBeNull();
});

/** Facts with one given field; with `at`, from a source that states all fields. */
function factsWith(name: FieldName, value: unknown, at: Date | null): PaperFacts {
  const facts = factsOf(at ? arxivRecord({ updatedAt: at }) : paperRecord());
  return { ...facts, [name]: value };
}

test.each(merged)('of a %s the value of the source is kept that its row names', (name) => {
  const isList = fieldOf(name).bound?.kind === 'list';
  const [old, fresh, nothing] = isList ? [['a'], ['b'], []] : ['a', 'b', null];
  const known = factsWith(name, old, LATE);
  const { merge } = fieldOf(name);
  const news = factsWith(name, fresh, null);
  expect(mergeFacts(known, news)[name]).toEqual(merge === 'latest' ? fresh : old);
  // A missing value of a source with less authority removes nothing.
  expect(mergeFacts(known, factsWith(name, nothing, null))[name]).toEqual(old);
  if (merge !== 'remark') return;
  const emptied = factsWith(name, null, LATE);
  expect(mergeFacts(known, emptied)[name]).toBeNull();
  const announced = { ...emptied, updatedAt: null };
  expect(mergeFacts({ ...known, updatedAt: null }, announced)[name]).toBe(old);
});
