/** Finds sentences in markup and mails that are outside the catalogue. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Folders and files whose words are all in the catalogue. */
const TRANSLATED = [
  'app/(feed)',
  'app/about',
  'app/account',
  'app/admin',
  'app/api',
  'app/collections',
  'app/digests',
  'app/discuss',
  'app/error.tsx',
  'app/export',
  'app/feeds',
  'app/follow',
  'app/global-error.tsx',
  'app/layout.tsx',
  'app/library',
  'app/llms.txt',
  'app/manifest.ts',
  'app/markdown',
  'app/not-found.tsx',
  'app/offline',
  'app/og',
  'app/papers',
  'app/post',
  'app/privacy',
  'app/save',
  'app/searches',
  'app/sign-in',
  'app/subscribe',
  'app/subscriptions',
  'app/u',
  'app/unsubscribe',
  'app/vote',
  'components/account',
  'components/api',
  'components/comment',
  'components/desk',
  'components/feed',
  'components/library',
  'components/paper',
  'components/search',
  'components/submission',
  'components/subscription',
  'components/ui',
  'emails',
  'lib/accounts',
  'lib/comments',
  'lib/curation',
  'lib/digests',
  'lib/editions',
  'lib/feeds',
  'lib/library',
  'lib/markdown',
  'lib/mcp',
  'lib/push',
  'lib/recommend',
  'lib/search/query',
  'lib/search/reader',
  'lib/site',
  'lib/submissions',
  'lib/subscriptions',
  'lib/votes',
  'lib/webhooks',
];
/** Visible attributes and properties, including those for screen readers. */
const SPOKEN =
  /^(aria-label|title|placeholder|alt|label|legend|help|description|dateline|byline|button|none)$/;
/** Names, units and technical terms, equal in every language. */
const DATA = [
  /^(v|X|Edge|Opera|Google|Hugging Face|Newsreader|HTTP 0|\.rss|\.atom|\.json|https:\/\/|%s · 0)$/,
  /^(use client|light dark|Lax|Strict|; Secure|Bearer 0|"cache", "storage"|UNION ALL|(SELECT|UPDATE "|WITH \w+ AS)[^]*)$/,
  /^(off asking failed refused|on kept|place 0)$/,
];
/** Attributes that only browsers read. */
const SILENT = /^(className|rel|sizes|style|d|viewBox|points|autoComplete|pattern|accept)$/;

/** Names of modules and types, and queries. */
const SKIPPED = /^(ImportDeclaration|TSLiteralType|TaggedTemplateExpression)$/;

function filesIn(place: string): string[] {
  const full = path.join(ROOT, place);
  if (statSync(full).isFile()) return [place];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

type Node = { type?: string } & Record<string, unknown>;

/** Collects text between tags, visible attributes, and sentences elsewhere. */
function collect(value: unknown, onText: (text: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const node = value as Node;
  if (SKIPPED.test(node.type ?? '') || isInternal(node)) return;
  if (node.type === 'JSXText') onText(node.value as string);
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    for (const child of node.children as Node[]) onText(shown(child.expression));
  }
  if (node.type === 'JSXAttribute') {
    const name = (node.name as { name: string }).name;
    if (SILENT.test(name)) return;
    const given = node.value as Node | null;
    if (SPOKEN.test(name)) onText(shown(given?.expression ?? given));
  }
  if (node.type === 'Property' && SPOKEN.test(String((node.key as Node).name))) {
    onText(shown(node.value));
  }
  const text = textOf(node);
  if (isSentence(text)) onText(text);
  for (const child of Object.values(node)) collect(child, onText);
}

/** Whether a node is for programs and operators: an error, a log line, or a list of words. */
function isInternal({ type, callee }: Node): boolean {
  const { name, object, property } = (callee ?? {}) as Record<'object' | 'property', Node> & Node;
  if (type === 'NewExpression') return name === 'Error';
  return object?.name === 'log' || property?.name === 'split';
}

/** The possible words of an expression. */
function shown(value: unknown): string {
  const node = (value ?? {}) as Node;
  if (node.type === 'ConditionalExpression') return shown(node.consequent) + shown(node.alternate);
  if (node.type === 'LogicalExpression') return shown(node.left) + shown(node.right);
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return shown(node.left) + shown(node.right);
  }
  return textOf(node);
}

/** The text of a literal or a template; an expression in a template becomes `0`. */
function textOf({ type, value, quasis }: Node): string {
  if (type === 'TemplateLiteral') {
    return (quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('0');
  }
  return type === 'Literal' && typeof value === 'string' ? value : '';
}

/** A word with a capital letter, or words that aren’t mostly names of classes. */
function isSentence(text: string): boolean {
  if (/^\p{Lu}\p{Ll}+$/u.test(text)) return true;
  const parts = text.split(/\s+/).filter((part) => /\p{L}/u.test(part));
  const words = parts.filter((part) => /^[\p{P}\p{S}]*\p{L}[\p{L}’'‘]*[\p{P}\p{S}]*$/u.test(part));
  return /\s/.test(text) && words.length * 2 > parts.length;
}

function sentencesOf(source: string, lang: 'ts' | 'tsx' = 'tsx'): string[] {
  const found = new Set<string>();
  collect(parseAst(source, { lang }), (text) => {
    const trimmed = text.trim();
    if (/\p{L}/u.test(trimmed) && !DATA.some((known) => known.test(trimmed))) found.add(trimmed);
  });
  return [...found];
}

function sentencesIn(file: string): string[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  return sentencesOf(source, file.endsWith('x') ? 'tsx' : 'ts').map(
    (sentence) => `${file}: ${sentence}`,
  );
}

test.each([
  ['<p>one</p>', ['one']],
  ['<p title="one" />', ['one']],
  ["<p title={a ? 'one' : b ?? 'two'} />", ['onetwo']],
  ["<p>{a === 'b' && `${a} one`}</p>", ['0 one']],
  ["const metadata = { title: 'one' };", ['one']],
  ["const names = { date: 'Newest', votes: 'most votes' };", ['Newest', 'most votes']],
  ["f('this is said elsewhere');", ['this is said elsewhere']],
  ['const text = `${a} papers`;', ['0 papers']],
  ["throw new AppError('gone', 'It was deleted.');", ['It was deleted.']],
  ["throw new Error('It has no name.'); log.info('it has started'); 'a the of'.split(' ');", []],
  ["import x from 'a b'; <p className='one two' key='one'>{words.one('day')} · {a}</p>", []],
  ["const BOX = 'h-11 w-full border text-15'; type A = 'Day'; f('a/b', `${a}-c`);", []],
])('in %s finds %j', (source, sentences) => {
  expect(sentencesOf(source)).toEqual(sentences);
});

test.each(TRANSLATED)('%s has no words of its own', (place) => {
  const files = filesIn(place);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(sentencesIn)).toEqual([]);
});

/** Text without the pseudo-language's brackets and without data. */
function unbracketed(text: string, data: readonly string[]): string {
  let rest = text;
  for (const item of data) rest = rest.replaceAll(item, '');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, '');
  }
  return rest
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
}

// Other files may share this process's modules.
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

test('in the pseudo-language every word of a mail is bracketed, except data', async () => {
  vi.stubEnv('SITE_LANGUAGE', 'pseudo');
  vi.resetModules();
  const { confirmMail } = await import('@/emails/confirm');
  const { signInMail } = await import('@/emails/sign-in');
  const { commentMail } = await import('@/emails/comment');
  const site = { siteName: 'Σέλας', siteHost: 'paper.example', senderLine: null };
  const link = 'https://paper.example/confirm';
  const mails = await Promise.all([
    ...(['subscribe', 'change', 'known'] as const).map((purpose) =>
      confirmMail({ ...site, purpose, address: 'άδα@reader.example', link, hours: 48 }),
    ),
    signInMail({ ...site, link, minutes: 15 }),
    commentMail({
      ...site,
      reason: 'reply',
      writer: 'Άδα',
      handle: 'αδα',
      isByAuthor: true,
      paperTitle: 'Ομίχλη',
      paragraphs: ['Φως.'],
      link,
      unsubscribeUrl: link,
    }),
  ]);
  for (const { subject, text } of mails) {
    expect(unbracketed(subject, [])).toBe('');
    expect(unbracketed(text, ['Σέλας', 'Ομίχλη', 'Φως'])).toBe('');
  }
});
