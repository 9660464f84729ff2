/** markdown-it with the few constructs that a letter needs, and with maths. */
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
/** Lists and quotes inside each other go no deeper: what a hostile text costs is bounded. */
const MAX_NESTING = 20;

export const MATH = 'maths';

const parser = new MarkdownIt('zero', { maxNesting: MAX_NESTING }).enable(CONSTRUCTS);
// Before everything that knows a backslash, and before prose, so that neither reaches into it.
parser.inline.ruler.before('escape', MATH, inlineMath);
parser.block.ruler.before('fence', MATH, displayMath, { alt: ['paragraph', 'blockquote', 'list'] });
// What an address may be is decided where the tree is made.
parser.validateLink = () => true;

/** The text as tokens; those of a paragraph's words are the children of its `inline` one. */
export function tokensOf(text: string): Token[] {
  return parser.parse(text, {});
}

function inlineMath(state: StateInline, isSilent: boolean): boolean {
  const span = /^[$\\]/.test(state.src.charAt(state.pos)) && mathAt(state.src, state.pos);
  // A backtick is code's, which would be torn apart.
  if (!span || span.end > state.posMax || span.tex.includes('`')) return false;
  if (!isSilent) pushMath(state, span.tex, span.display);
  state.pos = span.end;
  return true;
}

/** A formula on lines of its own, whose lines may begin like a list's or a quote's. */
function displayMath(state: StateBlock, line: number, endLine: number, isSilent: boolean): boolean {
  // Inside a quote its lines carry the quote's marks.
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
