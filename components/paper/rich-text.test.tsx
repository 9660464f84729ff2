import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { excerpt, plainText } from '@/lib/papers/maths/rich-text';
import { cleanAbstract, cleanTitle } from '@/lib/papers/text/clean';
import { DEFAULT_TOPICS, topicsOf } from '@/lib/papers/topics/matching';
import { realDataDir } from '@/tests/support/real-data';
import { RichText } from './rich-text';

const render = (text: string) => renderToStaticMarkup(<RichText text={text} />);

test('markup in a text is escaped', () => {
  expect(render('a <model, accuracy> under <9% & <script>')).toBe(
    'a &lt;model, accuracy&gt; under &lt;9% &amp; &lt;script&gt;',
  );
});

test('apostrophes are curled in words, never in an address or a formula', () => {
  expect(render("it's at https://a.example/it's, $f'x$").replaceAll('&#x27;', "'")).toBe(
    'it’s at <a href="https://a.example/it\'s" rel="nofollow noopener">https://a.example/it\'s</a>, ' +
      render("$f'x$").replaceAll('&#x27;', "'"),
  );
});

test('maths is MathML, links have nofollow, paragraphs are separate', () => {
  expect(render('Let $n$.\n\nSee https://a.example.')).toBe(
    'Let <math alttext="n"><mrow><mi>n</mi></mrow></math>.<br/><br/>' +
      'See <a href="https://a.example" rel="nofollow noopener">https://a.example</a>.',
  );
});

test('matches are marked in words, not in maths or addresses, and stay escaped', () => {
  const findMarks = (text: string) =>
    [...text.matchAll(/<b>|fog/g)].map(({ index, 0: found }) => ({
      start: index,
      end: index + found.length,
    }));
  const marked = renderToStaticMarkup(
    <RichText text="fog <b> $fog$ https://fog.example of fog" findMarks={findMarks} />,
  );
  expect(marked).toContain('<mark>fog</mark> <mark>&lt;b&gt;</mark> <math');
  expect(marked).toContain('>https://fog.example</a> of <mark>fog</mark>');
});

test('invalid maths is shown as its source', () => {
  expect(render('Our $\\ourmacro<x$ wins')).toBe(
    'Our <code class="tex">\\ourmacro&lt;x</code> wins',
  );
});

test('a title that is a link contains no link', () => {
  const title = renderToStaticMarkup(<RichText inline text="On $x$ of https://a.example" />);
  expect(title).toBe('On <math alttext="x"><mrow><mi>x</mi></mrow></math> of https://a.example');
});

type Row = { title?: string | null; abstract?: string | null; summary?: string | null };

const folder = realDataDir();

describe.skipIf(folder === null)('the real papers', () => {
  const read = (file: string) => readFileSync(path.join(folder ?? '', file), 'utf8');
  const lines = (file: string) =>
    read(file)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);

  test.each<[string, string, number, () => Row[]]>([
    ['seed page', 'huggingface', 69, () => JSON.parse(read('seed/seed-papers.json')) as Row[]],
    ['archive', 'huggingface', 6_000, () => lines('hf/daily-papers.jsonl')],
    ['days of cs on arXiv', 'arxiv', 1_000, () => lines('arxiv/cs-daily-2026.jsonl')],
    ['raw arXiv records', 'arxiv', 700, () => lines('arxiv/records-abs.jsonl')],
    ['recorded arXiv answers', 'arxiv', 200, () => atomEntries(read)],
  ])('of the %s all render, and are clean once cleaned', (_, source, least, rowsOf) => {
    const rows = rowsOf();
    expect(rows.length).toBeGreaterThanOrEqual(least);
    for (const row of rows) {
      const title = cleanTitle(row.title ?? '');
      const abstract = cleanAbstract(row.abstract ?? row.summary ?? '', source);
      expect(cleanTitle(title)).toBe(title);
      expect(cleanAbstract(abstract, source)).toBe(abstract);
      expect(render(title) + render(abstract)).not.toMatch(/<(?!\/?(?:a|br|code|m[a-z]+)[ />])/);
      expect(plainText(abstract)).not.toContain('\n');
      expect(excerpt(abstract, 200).length).toBeLessThanOrEqual(200);
      topicsOf({ title, abstract, categories: [] }, DEFAULT_TOPICS);
    }
  });
});

function atomEntries(read: (file: string) => string): Row[] {
  return readdirSync(path.join(folder ?? '', 'arxiv/atom'))
    .filter((file) => file.endsWith('.xml'))
    .flatMap((file) => read(`arxiv/atom/${file}`).split('<entry>').slice(1))
    .map((entry) => ({
      title: /<title>([\s\S]*?)<\/title>/.exec(entry)?.[1] ?? '',
      abstract: /<summary>([\s\S]*?)<\/summary>/.exec(entry)?.[1] ?? '',
    }));
}
