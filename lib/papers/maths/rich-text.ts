/** Splits stored text into nodes for a page: words, maths, links, paragraph breaks. */
import { LinkifyIt } from 'linkify-it';
import { findMath } from './math-spans';
import { SUPERSCRIPTS, SYMBOLS } from '../text/tex-tables';

export type ProseNode =
  { kind: 'text'; text: string } | { kind: 'link'; href: string; text: string };
export type RichNode =
  ProseNode | { kind: 'math'; tex: string; display: boolean } | { kind: 'break' };

const ELLIPSIS = '…';
const MAX_LINK_LENGTH = 500;
/** Punctuation of the sentence and remains of TeX's braces. */
const NOT_OF_THE_ADDRESS = /\{.*$|[.,;:!?]+$/;

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, maxLength: MAX_LINK_LENGTH });
for (const scheme of ['ftp:', 'mailto:', '//']) linkify.add(scheme, null);
// Addresses that abstracts write without a scheme.
for (const [start, rest] of [
  ['github.com/', /[\w.-]+(?:\/[\w-]+(?:\.[\w-]+)*)*/y],
  ['www.', /[\w-]+(?:\.[\w-]+)+(?:\/[\w./~-]*)?/y],
] as const) {
  linkify.add(start, {
    validate: (text, position) => {
      rest.lastIndex = position;
      return rest.exec(text.slice(0, position + MAX_LINK_LENGTH))?.[0].length ?? 0;
    },
    normalize: (match) => {
      match.url = `https://${match.url}`;
    },
  });
}

/** The nodes of a cleaned text, in order; joined they are the whole text. */
export function parseRichText(text: string): RichNode[] {
  return text
    .split('\n\n')
    .flatMap((paragraph, index): RichNode[] =>
      index === 0 ? parseParagraph(paragraph) : [{ kind: 'break' }, ...parseParagraph(paragraph)],
    );
}

function parseParagraph(text: string): RichNode[] {
  const nodes: RichNode[] = [];
  let end = 0;
  for (const { start, end: mathEnd, tex, display } of findMath(text)) {
    nodes.push(...parseProse(text.slice(end, start)), { kind: 'math', tex, display });
    end = mathEnd;
  }
  return [...nodes, ...parseProse(text.slice(end))];
}

/** Splits text into words and addresses. */
export function parseProse(text: string): ProseNode[] {
  const nodes: ProseNode[] = [];
  let end = 0;
  for (const link of linkify.match(text) ?? []) {
    const address = link.raw.replace(NOT_OF_THE_ADDRESS, '');
    if (link.index > end) nodes.push({ kind: 'text', text: text.slice(end, link.index) });
    const href = link.url.replace(NOT_OF_THE_ADDRESS, '');
    nodes.push({ kind: 'link', href, text: address });
    end = link.index + address.length;
  }
  if (end < text.length) nodes.push({ kind: 'text', text: text.slice(end) });
  return nodes;
}

const APOSTROPHE = /(?<=\p{L})'(?=\p{L})|(?<=\p{N})'(?=s\b)/gu;

/** Replaces apostrophes inside words by typographic ones; keeps quotation marks. */
export function typeset(text: string): string {
  return text.replace(APOSTROPHE, '’');
}

/** One line without markup, for descriptions, feeds and mail subjects. */
export function plainText(text: string): string {
  return parseRichText(text).map(plainNode).join('').replace(/\s+/g, ' ').trim();
}

function plainNode(node: RichNode): string {
  switch (node.kind) {
    case 'math':
      return plainMath(node.tex);
    case 'break':
      return ' ';
    case 'text':
    case 'link':
      return node.text;
  }
}

/** Maths as people type it: 10^{5} \times n becomes 10⁵ × n; other TeX stays. */
function plainMath(tex: string): string {
  return tex
    .replace(/\\(?:mathcal|mathbb|mathbf|mathrm|text|operatorname|boldsymbol)\{([^{}]*)\}/g, '$1')
    .replace(/\\([A-Za-z]+)/g, (macro, name: string) =>
      Object.hasOwn(SYMBOLS, name) ? SYMBOLS[name]! : macro,
    )
    .replace(/\\([%#&$_])/g, '$1')
    .replace(/\\[,;:! ]/g, ' ')
    .replace(/\{\}/g, '')
    .replace(/([_^])\{(\w)\}/g, '$1$2')
    .replace(/\^(?:\{([-+]?\d+)\}|(\d))/g, (_, braced?: string, bare?: string) =>
      [...(braced ?? bare ?? '')].map((digit) => SUPERSCRIPTS[digit] ?? digit).join(''),
    );
}

/** The plain text's beginning, cut between words. */
export function excerpt(text: string, maxLength: number): string {
  const plain = plainText(text);
  if (plain.length <= maxLength) return plain;
  const room = plain.slice(0, Math.max(0, maxLength - ELLIPSIS.length + 1));
  const lastSpace = room.lastIndexOf(' ');
  const cut = lastSpace > 0 ? room.slice(0, lastSpace) : room.slice(0, -1).toWellFormed();
  return `${withoutEnd(cut, /[\s,;:.–—-]/)}${ELLIPSIS}`;
}

/**
 * Cuts the characters that match `cut` off the end, in linear time: an expression such as `[,;]+$`
 * is quadratic, because it starts again at each character of a run that doesn't reach the end.
 */
function withoutEnd(text: string, cut: RegExp): string {
  let end = text.length;
  while (end > 0 && cut.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
