/** Finds the searched words in a text. */
import { tokensOf } from './tokens';

export type Span = { start: number; end: number };

/** In order, without overlap; a compound such as GPT-4 rather than its parts. */
export function markedSpans(text: string, terms: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  const found = tokensOf(text)
    .filter(({ term }) => terms.has(term))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end } of found) {
    const last = spans.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else spans.push({ start, end });
  }
  return spans;
}
