/** Finds sentences that are written outside the catalogue, in markup and in mails. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parseAst } from 'vitest/node';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Folders and files whose words are all in the catalogue; each part of the site joins them as it moves. */
const TRANSLATED = [
  'app/(feed)',
  'app/digests',
  'app/papers/for-you',
  'app/error.tsx',
  'app/global-error.tsx',
  'app/layout.tsx',
  'app/not-found.tsx',
  'app/offline',
  'app/subscribe',
  'app/subscriptions',
  'app/unsubscribe',
  'components/feed',
  'components/paper',
  'components/subscription',
  'components/ui',
  'emails',
];
/** Attributes that people see or hear. */
const SPOKEN = /^(aria-label|title|placeholder|alt|label|legend|help|dateline|byline|button|none)$/;
/** Names and units that are the same in every language. */
const DATA = /^(v|\.rss|\.atom|\.json)$/;

function filesIn(place: string): string[] {
  const full = path.join(ROOT, place);
  if (statSync(full).isFile()) return [place];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.tsx') && !/\.test\./.test(entry.name),
    )
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}

/** Collects text between tags and spoken attributes that hold a word. */
function collect(node: unknown, onText: (text: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  const { type } = node as { type?: string };
  if (type === 'JSXText') onText((node as { value: string }).value);
  if (type === 'JSXAttribute') {
    const { name, value } = node as unknown as {
      name: { name: string };
      value: { type: string; value: string } | null;
    };
    if (value?.type === 'Literal' && SPOKEN.test(name.name)) onText(value.value);
  }
  for (const child of Object.values(node)) collect(child, onText);
}

function sentencesIn(file: string): string[] {
  const found: string[] = [];
  collect(parseAst(readFileSync(path.join(ROOT, file), 'utf8'), { lang: 'tsx' }), (text) => {
    const trimmed = text.trim();
    if (/\p{L}/u.test(trimmed) && !DATA.test(trimmed)) found.push(`${file}: ${trimmed}`);
  });
  return found;
}

test.each(TRANSLATED)('%s writes no words of its own', (place) => {
  const files = filesIn(place);
  expect(files.length).toBeGreaterThan(0);
  expect(files.flatMap(sentencesIn)).toEqual([]);
});

/** What is left of a text without what the pseudo-language brackets, and without data. */
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

test('in the pseudo-language every word of a mail is bracketed but data', async () => {
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
