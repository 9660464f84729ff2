/** Finds TeX maths in text, and distinguishes it from money. */

export type MathSpan = { start: number; end: number; tex: string; display: boolean };

const DELIMITERS: Record<string, { close: string; display: boolean }> = {
  $$: { close: '$$', display: true },
  $: { close: '$', display: false },
  '\\(': { close: '\\)', display: false },
  '\\[': { close: '\\]', display: true },
};
/** Delimiters, and escapes such as \$ and \\ so that they aren't parsed as delimiters. */
const OPENING = /\$\$|\$|\\[\s\S]/g;
/** Limits the search for a closing delimiter and the input of KaTeX. */
const MAX_TEX_LENGTH = 1500;

/** The maths of a text, in order, without overlap. */
export function findMath(text: string): MathSpan[] {
  const spans: MathSpan[] = [];
  const opening = new RegExp(OPENING);
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const span = mathAt(text, match.index, match[0]);
    if (!span) continue;
    spans.push(span);
    opening.lastIndex = span.end;
  }
  return spans;
}

/** The maths that begins at `start` with `open`; null without a match. */
export function mathAt(
  text: string,
  start: number,
  open = openingAt(text, start),
): MathSpan | null {
  const delimiter = Object.hasOwn(DELIMITERS, open) ? DELIMITERS[open] : undefined;
  if (!delimiter) return null;
  const from = start + open.length;
  const reach = text.slice(from, from + MAX_TEX_LENGTH);
  const length = open === '$' ? unescapedDollar(reach) : reach.indexOf(delimiter.close);
  if (length < 0) return null;
  const tex = reach.slice(0, length);
  const end = from + length + delimiter.close.length;
  if (tex.trim() === '' || tex.includes('\n\n')) return null;
  if (open === '$' && !isPlausible(tex, text[end] ?? '')) return null;
  return { start, end, tex: tex.trim(), display: delimiter.display };
}

function openingAt(text: string, start: number): string {
  const two = text.slice(start, start + 2);
  return Object.hasOwn(DELIMITERS, two) ? two : two.slice(0, 1);
}

function unescapedDollar(text: string): number {
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
    if (text[at - 1] !== '\\') return at;
  }
  return -1;
}

/** "$5 and $10" is money, "from $200 to 300$" is too; "$n$", "$ \times $" and "$<$5" are maths. */
function isPlausible(tex: string, following: string): boolean {
  if (/\d/.test(following) && !/[\\^_]|^[^A-Za-z\d]+$/.test(tex)) return false;
  const isPadded = tex !== tex.trim();
  if (isPadded && !/^\s*(?:[\\^_(|]|[A-Za-z]\s*(?:$|[=<>^_(≤≥]))/.test(tex)) return false;
  const words = tex.replace(/\\[a-z]+\{[^{}]*\}/gi, '');
  return !/(?<![\\A-Za-z{])[A-Za-z]{3,} [A-Za-z]{2,}|^\d[\d.,]*[KMBk]? [A-Za-z]{2,}/.test(words);
}
