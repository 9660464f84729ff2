/** Writes the text part of a digest from the props of its markup. */
import { words } from '@/lib/words';
import { withoutLinks } from '@/lib/words/links';
import type { DigestFrame, DigestPaper } from './digest';
import { PLAIN_RULE, wrapped } from './plain';

const INDENT = '    ';

/** A paper's text with placeholders for its number and reason, which differ between readers. */
export function paperText(paper: Omit<DigestPaper, 'number' | 'reason'>) {
  const title = wrapped(paper.title, INDENT).slice(INDENT.length);
  const { authors, abstract, sourceName, sourceUrl, codeUrl } = paper;
  const rest = [
    authors && wrapped(authors, INDENT),
    abstract && `\n${wrapped(abstract, INDENT)}\n`,
    `${INDENT}${paper.votes}`,
    `${INDENT}${paper.url}`,
    `${INDENT}${sourceName}: ${sourceUrl}`,
    codeUrl && `${INDENT}${words.mail.digest.code}: ${codeUrl}`,
  ].filter((line) => line !== null);
  const names: ('number' | 'reason')[] = ['number', 'reason'];
  return { literals: ['', ` ${title}\n`, `\n${rest.join('\n')}\n\n`], names };
}

/** The placeholders' values. */
export function numberAndReason({ number, reason }: Pick<DigestPaper, 'number' | 'reason'>) {
  return { number: `${number}.`.padStart(INDENT.length - 1), reason: wrapped(reason, INDENT) };
}

/** The text before the papers. */
export function textHead({ siteName, day }: Pick<DigestFrame, 'siteName' | 'day'>): string {
  return `${siteName}\n${day}\n\n`;
}

/** The text after them. */
export function textFoot(frame: DigestFrame): string {
  const { confirmedOn, siteHost, cadence, senderLine } = frame;
  const { why, change, stop, onTheWeb } = words.mail.digest;
  return [
    `${PLAIN_RULE}\n\n${wrapped(withoutLinks(why(siteHost, confirmedOn, cadence)))}\n`,
    `${change}: ${frame.manageUrl}\n${stop}: ${frame.unsubscribeUrl}\n${onTheWeb}: ${frame.webUrl}\n`,
    ...(senderLine === null ? [] : [`${wrapped(senderLine)}\n`]),
  ].join('\n');
}
