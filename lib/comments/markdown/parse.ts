/**
 * Parses readers' Markdown into a tree of a few kinds of nodes. There is no kind for HTML, images
 * or addresses other than http: their source stays text.
 */
import type { Token } from 'markdown-it';
import { parseProse } from '@/lib/papers/maths/rich-text';
import { MATH, tokensOf } from './parser';

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'emphasis' | 'strong'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'mention'; handle: string }
  | { kind: 'math'; tex: string; display: boolean }
  | { kind: 'break' };
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; start: number | null; items: Block[][] }
  | { kind: 'code'; text: string };

const MAX_HREF = 2_000;
/** The format of handles (lib/accounts); not the second half of a mail address. */
const MENTION =
  /(?<![\p{L}\p{N}_@./-])@([a-z0-9](?:-?[a-z0-9]){1,29})(?![\p{L}\p{N}_@]|-[a-z0-9])/giu;

/** The tree of a text. Any text parses. */
export function parseMarkdown(text: string): Block[] {
  return blocks(new Cursor(tokensOf(text)));
}

/** The distinct handles that a text mentions, in order. */
export function mentionsIn(tree: readonly Block[]): string[] {
  const found = new Set<string>();
  const walk = (node: Block | Inline): void => {
    if (node.kind === 'mention') found.add(node.handle);
    else if (node.kind === 'list') node.items.flat().forEach(walk);
    else if ('children' in node) node.children.forEach(walk);
  };
  tree.forEach(walk);
  return [...found];
}

/** Reads tokens in order; each opening token ends at its closing one. */
class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The next token, or null at the end of the open one. */
  next(): Token | null {
    const token = this.#tokens[this.#at];
    if (token) this.#at += 1;
    return token && token.nesting >= 0 ? token : null;
  }
}

function blocks(tokens: Cursor): Block[] {
  const found: Block[] = [];
  for (let token = tokens.next(); token; token = tokens.next()) found.push(...block(token, tokens));
  return found;
}

function block(token: Token, tokens: Cursor): Block[] {
  switch (token.type) {
    case 'paragraph_open':
    case 'list_item_open':
      return blocks(tokens);
    case 'blockquote_open':
      return [{ kind: 'quote', children: blocks(tokens) }];
    case 'bullet_list_open':
      return [{ kind: 'list', start: null, items: items(tokens) }];
    case 'ordered_list_open':
      return [{ kind: 'list', start: Number(token.attrGet('start') ?? 1), items: items(tokens) }];
    case 'fence':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case MATH:
      return [{ kind: 'paragraph', children: [math(token)] }];
    default:
      return [{ kind: 'paragraph', children: inlines(new Cursor(token.children ?? []), false) }];
  }
}

function items(tokens: Cursor): Block[][] {
  const found: Block[][] = [];
  for (let item = tokens.next(); item; item = tokens.next()) found.push(block(item, tokens));
  return found;
}

function inlines(tokens: Cursor, isInLink: boolean): Inline[] {
  const found: Inline[] = [];
  for (let token = tokens.next(); token; token = tokens.next()) {
    found.push(...inline(token, tokens, isInLink));
  }
  return found;
}

function inline(token: Token, tokens: Cursor, isInLink: boolean): Inline[] {
  switch (token.type) {
    case 'em_open':
      return [{ kind: 'emphasis', children: inlines(tokens, isInLink) }];
    case 'strong_open':
      return [{ kind: 'strong', children: inlines(tokens, isInLink) }];
    case 'link_open': {
      const href = safeHref(String(token.attrGet('href')));
      return linkTo(href, inlines(tokens, true));
    }
    case 'image': {
      // An image would reveal the reader to another site, so becomes a link.
      const href = safeHref(String(token.attrGet('src')));
      const text = { kind: 'text', text: token.content || 'picture' } as const;
      return linkTo(isInLink ? null : href, [text]);
    }
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'softbreak':
    case 'hardbreak':
      // Keeps line breaks, because people press Enter for a new line.
      return [{ kind: 'break' }];
    case MATH:
      return [math(token)];
    default:
      if (token.content === '') return [];
      return isInLink ? [{ kind: 'text', text: token.content }] : words(token.content);
  }
}

function linkTo(href: string | null, children: Inline[]): Inline[] {
  return href ? [{ kind: 'link', href, children }] : children;
}

function math(token: Token): Inline {
  return { kind: 'math', tex: token.content, display: token.meta?.display === true };
}

/** Running text: links and mentions among words. */
function words(text: string): Inline[] {
  return parseProse(text).flatMap((part): Inline[] => {
    if (part.kind === 'text') return mentioning(part.text);
    return linkTo(safeHref(part.href), [{ kind: 'text', text: part.text }]);
  });
}

function mentioning(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: handle = '' } of text.matchAll(MENTION)) {
    if (index > end) nodes.push({ kind: 'text', text: text.slice(end, index) });
    nodes.push({ kind: 'mention', handle: handle.toLowerCase() });
    end = index + whole.length;
  }
  if (end < text.length) nodes.push({ kind: 'text', text: text.slice(end) });
  return nodes;
}

/** The address as browsers parse it, if it is a web address. */
function safeHref(address: string): string | null {
  const url = address.length <= MAX_HREF && URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return url.href;
}
