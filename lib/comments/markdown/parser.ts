/** Configures markdown-it with the few constructs that comments need, and with maths. */
import MarkdownIt, { type StateBlock, type StateInline, type Token } from 'markdown-it';
import { mathAt } from '@/lib/papers/maths/math-spans';

/** No headings, rules, tables or link definitions, which are for documents; no HTML at all. */
const CONSTRUCTS = [
  'blockquote',
  'list',
  'fence',
  'escape',
  'backticks',
  'emphasis',
  'link',
  'image',
  'autolink',
  'entity',
  'newline',
];
/** Limits the nesting of lists and quotes, to bound the cost of hostile text. */
const MAX_NESTING = 20;

export const MATH = 'maths';

const parser = new MarkdownIt('zero', { maxNesting: MAX_NESTING }).enable(CONSTRUCTS);
// Before escapes and prose rules, so that neither reads inside a formula.
parser.inline.ruler.before('escape', MATH, inlineMath);
parser.block.ruler.before('fence', MATH, displayMath, { alt: ['paragraph', 'blockquote', 'list'] });
// Accepts every address, because parse.ts validates them.
parser.validateLink = () => true;

/** The text as tokens; those of a paragraph's words are the children of its `inline` one. */
export function tokensOf(text: string): Token[] {
  return parser.parse(text, {});
}

function inlineMath(state: StateInline, isSilent: boolean): boolean {
  const span = /^[$\\]/.test(state.src.charAt(state.pos)) && mathAt(state.src, state.pos);
  // Skips backticks, because a formula must not split code.
  if (!span || span.end > state.posMax || span.tex.includes('`')) return false;
  if (!isSilent) pushMath(state, span.tex, span.display);
  state.pos = span.end;
  return true;
}

/** A display formula, whose lines may begin like a list's or a quote's. */
function displayMath(state: StateBlock, line: number, endLine: number, isSilent: boolean): boolean {
  // Inside a quote, lines carry quote marks.
  if (state.level > 0) return false;
  const start = state.bMarks[line]! + state.tShift[line]!;
  const open = state.src.slice(start, start + 2);
  if (open !== '$$' && open !== '\\[') return false;
  let last = line;
  const span = mathAt(state.src, start);
  if (!span) return false;
  while (last < endLine && state.eMarks[last]! < span.end) last += 1;
  const isAlone = last < endLine && state.src.slice(span.end, state.eMarks[last]).trim() === '';
  if (!isAlone) return false;
  if (isSilent) return true;
  pushMath(state, span.tex, true);
  state.line = last + 1;
  return true;
}

function pushMath(state: StateInline | StateBlock, tex: string, display: boolean): void {
  const token = state.push(MATH, '', 0);
  token.content = tex;
  token.meta = { display };
}
