import { expect, test } from 'vitest';
import { firstDoi, isWithdrawn } from './fields';

test.each([
  [
    '10.1103/PhysRevD.75.124007 10.1103/PhysRevD.82.029901\n  10.1103/PhysRevD.82.129903',
    '10.1103/PhysRevD.75.124007',
  ],
  ['10.1000/one, 10.1000/two;10.1000/three', '10.1000/one'],
  [
    '10.1175/1520-0469(1996)053<0946:ASTFHH>2.0.CO;2',
    '10.1175/1520-0469(1996)053<0946:ASTFHH>2.0.CO;2',
  ],
  ['https://doi.org/10.1000/one.', '10.1000/one'],
  ['doi:10.1000/one', '10.1000/one'],
  ['to appear', null],
  ['', null],
  [null, null],
])('the first DOI of %j is %j', (field, doi) => {
  expect(firstDoi(field)).toBe(doi);
});

test.each([
  ['This paper has been withdrawn', ''],
  ['paper withdrawn by author', ''],
  ['Withdrawn', 'This paper and abstract have been withdrawn.'],
  ['This article has been withdrawn because it\n  has been merged', ''],
  ['4 pages. This submission was withdrawn by arXiv administrators', ''],
  ['withdrawn from arXiv by the authors', ''],
  [null, '  This paper has been withdrawn since the results are not satisfied.'],
  [null, 'The paper is withdrawn.'],
])('comment %j with abstract %j says that the paper is withdrawn', (comment, abstract) => {
  expect(isWithdrawn(comment, abstract)).toBe(true);
});

test.each([
  ['12 pages; v1 was withdrawn and is now corrected', ''],
  ['This paper has been withdrawn from the conference for length', ''],
  [null, 'We study why a paper has been withdrawn by its authors.'],
  [null, 'Electron-withdrawing groups and the withdrawal of troops.'],
  [null, 'We ask which retracted papers were withdrawn.'],
])('comment %j with abstract %j does not', (comment, abstract) => {
  expect(isWithdrawn(comment, abstract)).toBe(false);
});
