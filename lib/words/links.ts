/** Reads links and code in sentences of the catalogue: `Read [the notes](notes) first.` Pure. */

/** Matches a label and the name of its link, or code between backticks. */
const MARK = /\[([^[\]]+)\]\((\w+)\)|`([^`]+)`/;

/** A part of a sentence; a link has the name of its target. */
export type SentencePart = { text: string; link?: string; isCode?: true };

export function sentenceParts(sentence: string): SentencePart[] {
  // A split by a pattern with three groups yields text, label, name, code, text, and so on.
  const pieces = sentence.split(MARK) as (string | undefined)[];
  return pieces.flatMap((text, at): SentencePart[] => {
    if (text === undefined || at % 4 === 2) return [];
    if (at % 4 === 1) return [{ text, link: pieces[at + 1] ?? '' }];
    return at % 4 === 3 ? [{ text, isCode: true }] : [{ text }];
  });
}

/** The sentence as plain text. */
export function withoutLinks(sentence: string): string {
  return sentenceParts(sentence)
    .map(({ text }) => text)
    .join('');
}
