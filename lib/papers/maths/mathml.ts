/**
 * Renders TeX to a tree of MathML. Browsers draw MathML themselves, so a page needs none of
 * KaTeX's style sheet and fonts, and formulas cost a fraction of its HTML.
 */
import { XMLParser } from 'fast-xml-parser';
import katex from 'katex';
import { LRUCache } from 'lru-cache';
import { styledLetters } from './math-alphabets';

export type MathElement = { tag: string; attributes: Record<string, string>; children: MathNode[] };
export type MathNode = MathElement | string;

/** Limits a hostile macro: expansions, and lengths in em. */
const LIMITS = { maxExpand: 200, maxSize: 10 };
const CACHED_FORMULAS = 2_000;

/**
 * Attributes that MathML Core uses for layout; drops colours, styles and links from a paper's TeX.
 */
const KEPT_ATTRIBUTES = new Set(
  (
    'accent accentunder columnalign columnspacing display displaystyle fence form height largeop ' +
    'linethickness lspace mathvariant maxsize minsize movablelimits rowspacing rspace scriptlevel ' +
    'separator stretchy symmetric voffset width'
  ).split(' '),
);

const FUNCTION_APPLICATION = '\u2061';
const THIN_SPACE: MathElement = { tag: 'mspace', attributes: { width: '0.167em' }, children: [] };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
});
const formulas = new LRUCache<string, { math: MathElement | null }>({ max: CACHED_FORMULAS });

/** The `math` element for a formula; null where KaTeX can't read it. */
export function renderMath(tex: string, display: boolean): MathElement | null {
  const key = `${display ? 'display' : 'inline'} ${tex}`;
  const cached = formulas.get(key);
  if (cached) return cached.math;
  const math = typeset(tex, display);
  formulas.set(key, { math });
  return math;
}

function typeset(tex: string, display: boolean): MathElement | null {
  try {
    const markup = katex.renderToString(tex, {
      displayMode: display,
      output: 'mathml',
      strict: 'ignore',
      throwOnError: true,
      trust: false,
      macros: { '\\mbox': '\\text' },
      ...LIMITS,
    });
    const formula = findTag(readNodes(parser.parse(markup)), 'semantics')?.children[0];
    if (!formula) return null;
    const shape: Record<string, string> = display ? { display: 'block' } : {};
    return { tag: 'math', attributes: { ...shape, alttext: tex }, children: [formula] };
  } catch (error) {
    if (error instanceof katex.ParseError) return null;
    throw error;
  }
}

/** The parser's ordered form: one object per node, its tag the one key beside ":@". */
type ParsedNode = { ':@'?: Record<string, string>; [tag: string]: unknown };

function readNodes(parsed: unknown): MathNode[] {
  const nodes = Array.isArray(parsed) ? parsed.flatMap((node: ParsedNode) => readNode(node)) : [];
  return nodes.flatMap((node, at) => spaced(node, nodes[at - 1], nodes[at + 1]));
}

function readNode(node: ParsedNode): MathNode[] {
  const tag = Object.keys(node).find((key) => key !== ':@');
  if (tag === undefined) return [];
  if (tag === '#text') return [String(node[tag])];
  const { mathvariant, ...rest } = node[':@'] ?? {};
  const attributes = Object.fromEntries(
    Object.entries(rest).filter(([name]) => KEPT_ATTRIBUTES.has(name)),
  );
  const children = readNodes(node[tag]);
  if (mathvariant === undefined) return [{ tag, attributes, children }];
  if (mathvariant === 'normal')
    return [{ tag, attributes: { ...attributes, mathvariant }, children }];
  const styled = children.map((child) =>
    typeof child === 'string' ? styledLetters(child, mathvariant) : child,
  );
  return [{ tag, attributes, children: styled }];
}

/** Adds space around a function's name, because browsers would set "n log n" as "nlogn". */
function spaced(node: MathNode, before?: MathNode, after?: MathNode): MathNode[] {
  const isScripted = isScriptedFunction(node);
  const isName = isScripted || isFunctionApplication(after);
  const isNameEnd = isScripted || isFunctionApplication(node);
  return [
    ...(isName && before !== undefined && !isOperator(before) ? [THIN_SPACE] : []),
    node,
    ...(isNameEnd && after !== undefined && !isOperator(after) ? [THIN_SPACE] : []),
  ];
}

/** A name with a limit or exponent, such as log₂: the function is inside its first child. */
function isScriptedFunction(node: MathNode): boolean {
  const base = typeof node === 'object' && /^m(?:sub|sup|under)/.test(node.tag) && node.children[0];
  return typeof base === 'object' && isFunctionApplication(base.children.at(-1));
}

function isFunctionApplication(node: MathNode | undefined): boolean {
  return isOperator(node) && node.children[0] === FUNCTION_APPLICATION;
}

function isOperator(node: MathNode | undefined): node is MathElement {
  return typeof node === 'object' && node.tag === 'mo';
}

function findTag(nodes: MathNode[], tag: string): MathElement | null {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    const found = node.tag === tag ? node : findTag(node.children, tag);
    if (found) return found;
  }
  return null;
}
