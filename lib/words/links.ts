/** Reads links in sentences of the catalogue: `Read [the notes](notes) first.` Pure. */

/** Matches a label and the name of its link. */
const LINK = /\[([^[\]]+)\]\((\w+)\)/;

/** A part of a sentence; a link has the name of its target. */
export type SentencePart = { text: string; link?: string };

export function sentenceParts(sentence: string): SentencePart[] {
  // A split by a pattern with two groups yields text, label, name, text, and so on.
  const pieces = sentence.split(LINK);
  return pieces.flatMap((text, at) => {
    if (at % 3 === 2) return [];
    return at % 3 === 1 ? [{ text, link: pieces[at + 1] ?? '' }] : [{ text }];
  });
}

/** The sentence as plain text. */
export function withoutLinks(sentence: string): string {
  return sentenceParts(sentence)
    .map(({ text }) => text)
    .join('');
}
