/** A paper's part of a digest that is equal for all readers: not its number and reason. */
import type { DigestPaper } from '@/emails/digest';
import { excerpt, plainText } from '@/lib/papers/maths/rich-text';
import { votesInWords } from '@/lib/recommend/reasons';
import type { Candidate } from '@/lib/recommend/types';
import { readingLink } from '@/lib/sources/table';
import { paperPath } from '@/lib/site/paths';
import { words } from '@/lib/words';

const SHOWN_AUTHORS = 3;
/** Two lines of a full column. */
const ABSTRACT_LENGTH = 160;
/** A sentence's first word or two after another sentence's end, except after an abbreviation. */
const BARELY_BEGUN = /(\p{Ll}{4}[.?!]) \S+(?: \S+)?…$/u;

export type PaperView = Omit<DigestPaper, 'number' | 'reason'>;

export function paperView(paper: Candidate, publicUrl: string): PaperView {
  const { id, abstract, votes, codeUrl } = paper;
  const title = plainText(paper.title);
  const source = readingLink(paper, title);
  return {
    title,
    url: publicUrl + paperPath(id),
    authors: authorLine(paper),
    abstract: twoLines(abstract) || null,
    votes: votesInWords(votes),
    sourceUrl: source.url,
    sourceName: source.repository ?? words.sources.findOnArxiv,
    codeUrl: codeUrl !== null && /^https?:\/\//i.test(codeUrl) ? codeUrl : null,
  };
}

/** Cuts at a sentence's end rather than after the next one's first words. */
function twoLines(abstract: string): string {
  return excerpt(abstract, ABSTRACT_LENGTH).replace(BARELY_BEGUN, '$1');
}

function authorLine({ authors, authorCount }: Candidate): string | null {
  if (authors.length === 0) return null;
  const shown = authors.slice(0, SHOWN_AUTHORS);
  const rest = authorCount - shown.length;
  return shown.join(', ') + (rest > 0 ? ` ${words.paper.moreAuthors(rest)}` : '');
}
