import { expect, test } from 'vitest';
import { submitForm } from './schema';

const form = { paper: '2503.12345', note: '', codeUrl: '', projectUrl: '' };

test.each([
  '2503.12345v2',
  'arXiv:2503.12345',
  'https://arxiv.org/pdf/2503.12345v1.pdf',
  ' https://huggingface.co/papers/2503.12345 ',
  'https://doi.org/10.48550/arXiv.2503.12345',
])('"%s" names the paper', (paper) => {
  expect(submitForm.parse({ ...form, paper }).paper).toBe('2503.12345');
});

test.each(['', 'fog', 'https://example.org/fog', '2513.00001', 'x'.repeat(501)])(
  '"%s" names no paper',
  (paper) => {
    expect(submitForm.safeParse({ ...form, paper }).success).toBe(false);
  },
);

test.each([
  ['https://github.com/example/fog', 'https://github.com/example/fog'],
  ['', null],
])('a link "%s" is accepted', (codeUrl, kept) => {
  expect(submitForm.parse({ ...form, codeUrl }).codeUrl).toBe(kept);
});

test.each([
  'http://github.com/example/fog',
  'javascript:alert(1)',
  'https://localhost/fog',
  'https://127.0.0.1/fog',
  'https://2130706433/',
  'https://[::1]/fog',
  'https://ada:secret@example.org/',
  'fog',
  `https://example.org/${'x'.repeat(300)}`,
])('a link "%s" is rejected', (projectUrl) => {
  expect(submitForm.safeParse({ ...form, projectUrl }).success).toBe(false);
});

test('a note loses control and direction characters', () => {
  const { note } = submitForm.parse({ ...form, note: ' Fog\u202e\u0000 is\n\n absence. ' });
  expect(note).toBe('Fog is absence.');
});

test('a too long note is rejected', () => {
  expect(submitForm.safeParse({ ...form, note: 'x'.repeat(501) }).success).toBe(false);
});
