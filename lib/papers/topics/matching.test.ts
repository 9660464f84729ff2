import { expect, test } from 'vitest';
import { DEFAULT_TOPICS, MAX_TOPICS, topicsOf, type TopicWords } from './matching';

const topics: TopicWords[] = [
  { slug: 'robots', categories: ['cs.RO'], words: ['robot', 'vision language action'] },
  { slug: 'sound', categories: ['cs.SD', 'eess.AS'], words: ['speech', 'music', 'voice cloning'] },
  { slug: 'theory', categories: ['stat.ML'], words: ['lower bound', 'we prove', 'minimax'] },
  { slug: 'models', categories: ['cs.CL'], words: ['language model'] },
];
const paper = { title: '', abstract: '', categories: [] as string[] };

test('a phrase in the title is enough', () => {
  expect(topicsOf({ ...paper, title: 'Robots that wait' }, topics)).toEqual(['robots']);
});

test('one mention in the abstract is not, three different ones are', () => {
  expect(topicsOf({ ...paper, abstract: 'Music, music and more music.' }, topics)).toEqual([]);
  const abstract = 'From speech to music by voice cloning.';
  expect(topicsOf({ ...paper, abstract }, topics)).toEqual(['sound']);
});

test('phrases match in any case, in plural and with hyphens, but never inside a word', () => {
  const title = 'Vision-Language-Action Models';
  expect(topicsOf({ ...paper, title }, topics)).toEqual(['robots']);
  expect(topicsOf({ ...paper, title: 'Microbots and speechless musicals' }, topics)).toEqual([]);
});

test('the title outweighs the abstract, and a category tips the balance', () => {
  const title = 'Music for robots';
  expect(topicsOf({ ...paper, title }, topics)).toEqual(['robots', 'sound']);
  expect(topicsOf({ ...paper, title, categories: ['cs.SD'] }, topics)).toEqual(['sound', 'robots']);
});

test('categories count alone only where words are silent', () => {
  const categories = ['cs.CL', 'stat.ML'];
  expect(topicsOf({ ...paper, title: 'On silence', categories }, topics)).toEqual([
    'theory',
    'models',
  ]);
  expect(topicsOf({ ...paper, title: 'A robot', categories }, topics)).toEqual(['robots']);
});

test('a paper has three topics at most', () => {
  const title = 'Minimax speech language models for robots';
  expect(topicsOf({ ...paper, title }, topics)).toHaveLength(MAX_TOPICS);
});

test('the topics we start with have slugs of their own and phrases without hyphens', () => {
  expect(new Set(DEFAULT_TOPICS.map(({ slug }) => slug)).size).toBe(DEFAULT_TOPICS.length);
  for (const { slug, words } of DEFAULT_TOPICS) {
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    for (const word of words) expect(word).toMatch(/^[a-z0-9]+( [a-z0-9]+)*$/);
  }
});
