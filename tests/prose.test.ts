/** Rejects words and patterns that readers have to read twice, in the site, the documents and comments. */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Folders whose strings people read: the catalogue, texts of the API, scripts and markup. */
const SPOKEN = ['lib/words/en', 'lib/api', 'public', 'components'];
/** Read without code blocks, code spans and the targets of links. */
const DOCUMENTS = ['README.md', 'SECURITY.md', ...markdownIn('docs')];

/** Each pattern with what to write instead. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bmorning mails?\b/i, 'digest'],
  [/\bthe day’s paper\b/i, 'edition'],
  [/\b(what|whatever) trends\b/i, 'trending'],
  [/\bcomes? to trend\b/i, 'trending papers'],
  [/\b(tell|tells|told|telling)\b/i, 'notify, send, or name the message'],
  [/\b(is|are|be|being|was|were) asked\b/i, 'request, fetch, query'],
  [/\bstands? (on|under|beside|there|again)\b/i, 'is in, appears in'],
  [/\bgo(es)? by\b/i, 'use'],
  [/\bknows? of\b/i, 'have'],
  [/\b(come|comes|came) past\b/i, 'pass'],
  [/\btak(e|es|en|ing) away\b/i, 'remove'],
  [/\bunwanted mails?\b/i, 'spam'],
  [/\banew\b/i, 'again'],
  [/\bwhoever\b/i, 'everyone who, people who'],
  [/\bupstream\b/i, 'source'],
  [/\bnobody\b/i, 'no one, or name the reader'],
  [/\bsomebody\b/i, 'someone, or name the person'],
  [/\bcould not be understood\b/i, 'say what is wrong and what to do'],
  [/\b(a fault of ours|on our side)\b/i, 'server error'],
  [/(?<!get )\bany more\b(?! \w)/i, 'no longer'],
  [/\ball the same\b/i, 'anyway'],
  [/\bjust now\b/i, 'a moment ago'],
  [/\bof (it|them|yours|mine|ours)\b(?! of)/i, 'its, their, or name the noun'],
  [/\bthere (is|are) no such\b/i, '… doesn’t exist'],
  [/(?<!there )\bis no (?!longer\b)[a-z]+/i, 'is not a …'],
];
/** Rules for the interface alone: documents press keys, measure doubles and are typed by hand. */
const BANNED_IN_CATALOGUES: typeof BANNED = [
  ...BANNED,
  [/\bof one\b(?! of)/i, 'its, or name the noun'],
  [/\bpress(es)?\b/i, 'click, or name the action'],
  [/\b(double|doubles)\b/i, 'duplicate'],
  [/\.{3}/, 'the character …'],
  [/[^\s]'[a-z]/, 'the apostrophe ’'],
];

/** Files whose comments are checked, without code spans. */
const COMMENTED = [
  '*.{ts,mjs}',
  '{app,components,emails}/**/*.{ts,tsx}',
  'lib/*.ts',
  'lib/db/*.ts',
  'lib/!(db)/**/*.{ts,tsx}',
  'prisma/schema.prisma',
  'public/*.js',
  'scripts/**/*.{ts,mjs}',
  'tests/**/*.ts',
];
const BANNED_IN_COMMENTS: typeof BANNED = [
  [/^(What|Who|Whoever|Whose|Which|Of|As|So that)\b/, 'start with a verb or a noun'],
  [/\b(asked|told|tells|said)\b/i, 'request, notify, report, or name the message'],
  [/\bstands? (on|in|at|under|beside|there|again)\b/i, 'is in, appears in'],
  [/\bgo(es)? by\b/i, 'use'],
  [/\bknows? of\b/i, 'have'],
  [/\b(come|comes|came) past\b/i, 'pass'],
  [/\b(of ours|on our side)\b/i, 'name the noun'],
  [/\ball the same\b/i, 'anyway'],
  [/\banew\b/i, 'again'],
  [/\bwhoever\b/i, 'everyone who, callers that'],
  [/\b(nobody|somebody|anybody)\b/i, 'no one, someone, or name the person'],
];

type Sentence = { file: string; text: string };

function markdownIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join(folder, file));
}

function sentencesIn(folder: string): Sentence[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.(?:tsx?|js)$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .flatMap(stringsIn);
}

function stringsIn(file: string): Sentence[] {
  const found: Sentence[] = [];
  const lang = file.endsWith('.ts') ? 'ts' : 'tsx';
  const isCatalogue = file.startsWith('lib/words/');
  collect(parseAst(readFileSync(path.join(ROOT, file), 'utf8'), { lang }), (text) => {
    // Elsewhere a string without spaces is a name.
    if (isCatalogue || /\p{L}\s+\p{L}/u.test(text)) found.push({ file, text });
  });
  return found;
}

/** Finds string literals and templates in a syntax tree; an expression in a template becomes `…`. */
function collect(node: unknown, onText: (text: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'ImportDeclaration') return;
  if ('type' in node && node.type === 'TemplateLiteral') {
    const { quasis } = node as unknown as { quasis: { value: { cooked: string } }[] };
    onText(quasis.map(({ value }) => value.cooked).join('…'));
  }
  if ('type' in node && node.type === 'Literal' && 'value' in node) {
    if (typeof node.value === 'string') onText(node.value);
  }
  if ('type' in node && node.type === 'JSXText' && 'value' in node) onText(String(node.value));
  for (const child of Object.values(node)) collect(child, onText);
}

function linesIn(file: string): Sentence[] {
  const markdown = readFileSync(path.join(ROOT, file), 'utf8');
  const prose = markdown.replace(/^```.*?^```$/gms, '').replace(/`[^`]*`|\]\([^)]*\)/g, '`');
  return prose.split('\n').map((text) => ({ file, text }));
}

/** Joins lines that form one comment into a sentence. */
function commentsIn(file: string): Sentence[] {
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  const comments = source.match(/(?<=^|\s|\{)\/\*[\s\S]*?\*\/|(?:(?<=^|\s)\/\/.*\s*)+/gm) ?? [];
  return comments.map((comment) => {
    const prose = comment.replace(/(^|\n)\s*(\/\*+|\/{2,}|\*\/?)|\*\/$/g, ' ');
    return {
      file,
      text: prose
        .replace(/`[^`]*`/g, '`')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  });
}

const faultsOf = ({ file, text }: Sentence, banned = BANNED_IN_CATALOGUES) =>
  banned
    .filter(([pattern]) => pattern.test(text))
    .map(
      ([pattern, instead]) => `${file}: “${text}” matches ${String(pattern)}; write: ${instead}`,
    );

test('banned words are found at all', () => {
  const faults = faultsOf({ file: 'a.ts', text: 'Nothing more is told to whoever goes by it.' });
  expect(faults).toHaveLength(3);
});

test.each(SPOKEN)('%s has sentences, in plain English', (folder) => {
  const sentences = sentencesIn(folder);
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.flatMap((sentence) => faultsOf(sentence))).toEqual([]);
});

test.each(DOCUMENTS)('%s is in plain English', (file) => {
  expect(linesIn(file).flatMap((line) => faultsOf(line, BANNED))).toEqual([]);
});

test.each(COMMENTED)('%s has comments in plain English', (pattern) => {
  const comments = globSync(pattern, { cwd: ROOT }).flatMap(commentsIn);
  expect(comments.length).toBeGreaterThan(0);
  expect(comments.flatMap((comment) => faultsOf(comment, BANNED_IN_COMMENTS))).toEqual([]);
});
