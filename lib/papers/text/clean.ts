/** Cleans titles, abstracts and names before they are stored; the result is plain Unicode. */
import type { Source } from '@/lib/sources/source';
import { findSource } from '@/lib/sources/table';
import { DEBRIS_REWRITES } from './debris';
import { NAME_REWRITES, rewrite, TEX_REWRITES, type Rewrite } from './latex';
import { findMath } from '../maths/math-spans';

/** Limits the passes; nested commands unwrap one level each. */
const MAX_PASSES = 12;

/** Placeholders for maths and addresses while the words around them are cleaned. */
const MATH_STAND_INS = { first: 0xe000, count: 0x1000 };
const URL_STAND_INS = { first: 0xf000, count: 0x900 };

const PRIVATE_USE = /[\ue000-\uf8ff]/g;
const INVISIBLE =
  // Control characters (Postgres refuses NUL), soft hyphens, zero width and direction marks.
  /(?![\t\n\v\f\r])\p{Cc}|[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\p{Surrogate}]/gu;
const BROKEN_SCHEME = /(?<![A-Za-z])(https?):(?: ?\/| \/\/)(?=[a-z\d])/g;
const URL_IN_TEXT = /https?:\/\/(?:[^\s<>"{}\\|^`\ue000-\uf8ff]|\\[_%&#~])+/g;

const TITLE_RULES = [...TEX_REWRITES, ...DEBRIS_REWRITES];

/** One line, from any source. */
export function cleanTitle(raw: string): string {
  return untilStable(foldLines(raw), (title) => foldLines(mend(title, TITLE_RULES)));
}

/** Keeps paragraphs as blank lines; folds all other line breaks. */
export function cleanAbstract(raw: string, source: string): string {
  const rules = RULES[findSource(source)?.markup ?? 'tex_and_debris'];
  return untilStable(foldParagraphs(raw), (text) => foldParagraphs(mend(text, rules)));
}

const RULES: Record<Source['markup'], readonly Rewrite[]> = {
  tex: TEX_REWRITES,
  tex_and_debris: TITLE_RULES,
  plain: [],
};

/** A person's or team's name as printed. */
export function cleanAuthorName(raw: string): string {
  return untilStable(foldLines(raw), (name) =>
    withoutEdgeMarks(
      foldLines(rewrite(name, NAME_REWRITES).replace(/[{}]/g, '').replace(/~/g, ' ')),
    ),
  );
}

/**
 * Trims commas, semicolons and spaces in a loop, because a pattern would be quadratic in commas.
 */
function withoutEdgeMarks(name: string): string {
  let [start, end] = [0, name.length];
  while (start < end && isEdgeMark(name[start])) start += 1;
  while (end > start && isEdgeMark(name[end - 1])) end -= 1;
  return name.slice(start, end);
}

function isEdgeMark(character = ''): boolean {
  return /[,;\s]/.test(character);
}

/** Repeats until stable, because cleaning clean text must change nothing. */
function untilStable(text: string, pass: (text: string) => string): string {
  let current = text;
  for (let passes = 0; passes < MAX_PASSES; passes += 1) {
    const next = pass(current);
    if (next === current) break;
    current = next;
  }
  return current;
}

function mend(written: string, rules: readonly Rewrite[]): string {
  if (rules.length === 0) return written;
  const text = written.replace(BROKEN_SCHEME, '$1://');
  const spans: string[] = [];
  const maths = findMath(text).slice(0, MATH_STAND_INS.count);
  let masked = '';
  let end = 0;
  for (const span of maths) {
    masked +=
      text.slice(end, span.start) + String.fromCharCode(MATH_STAND_INS.first + spans.length);
    spans.push(text.slice(span.start, span.end));
    end = span.end;
  }
  masked += text.slice(end);

  const urls: string[] = [];
  masked = masked.replace(URL_IN_TEXT, (url) => {
    if (urls.length === URL_STAND_INS.count) return url;
    urls.push(url.replace(/\\([_%&#~])/g, '$1'));
    return String.fromCharCode(URL_STAND_INS.first + urls.length - 1);
  });

  return rewrite(masked, rules).replace(PRIVATE_USE, (standIn) => {
    const code = standIn.charCodeAt(0);
    return (
      (code < URL_STAND_INS.first
        ? spans[code - MATH_STAND_INS.first]
        : urls[code - URL_STAND_INS.first]) ?? ''
    );
  });
}

function foldLines(text: string): string {
  return plainCharacters(text).replace(/\s+/g, ' ').trim();
}

function foldParagraphs(text: string): string {
  return (
    plainCharacters(text)
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .split(/\n[^\S\n]*\n\s*/)
      // Two leading spaces begin a paragraph in arXiv's text, except in mid-sentence.
      .flatMap((block) => block.trim().split(/(?<=[.!?:)"”’])\n {2,}(?=[\p{Lu}\d(\\{*•-])/u))
      .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
      .filter((paragraph) => paragraph !== '')
      .join('\n\n')
  );
}

function plainCharacters(text: string): string {
  return text.replace(INVISIBLE, '').replace(PRIVATE_USE, '').normalize('NFC');
}
