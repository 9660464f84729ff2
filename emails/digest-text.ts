/** The text part of the morning mail, from the same props as its markup. */
import type { DigestFrame, DigestPaper } from './digest';
import { PLAIN_RULE, wrapped } from './plain';

const INDENT = '    ';

/** A paper's text but for its number and reason: those differ from reader to reader. */
export function paperText(
  paper: Omit<DigestPaper, 'number' | 'reason'>,
): (number: string, reason: string) => string {
  const title = wrapped(paper.title, INDENT).slice(INDENT.length);
  const { authors, abstract, sourceName, sourceUrl, codeUrl } = paper;
  const rest = [
    authors && wrapped(authors, INDENT),
    abstract && `\n${wrapped(abstract, INDENT)}\n`,
    `${INDENT}${paper.votes}`,
    `${INDENT}${paper.url}`,
    `${INDENT}${sourceName}: ${sourceUrl}`,
    codeUrl && `${INDENT}code: ${codeUrl}`,
  ].filter((line) => line !== null);
  const body = rest.join('\n');
  return (number, reason) =>
    `${`${number}.`.padStart(INDENT.length - 1)} ${title}\n${wrapped(reason, INDENT)}\n${body}\n`;
}

export function digestText(frame: DigestFrame, papers: string[]): string {
  const { siteName, day, confirmedOn, siteHost, cadence, senderLine } = frame;
  const why = `You get this because you subscribed at ${siteHost} and confirmed it on ${confirmedOn}. It comes ${cadence}.`;
  return [
    `${siteName}\n${day}\n`,
    ...papers,
    `${PLAIN_RULE}\n\n${wrapped(why)}\n`,
    `Change this mail: ${frame.manageUrl}\nStop this mail: ${frame.unsubscribeUrl}\nOn the web: ${frame.webUrl}\n`,
    ...(senderLine === null ? [] : [`${wrapped(senderLine)}\n`]),
  ].join('\n');
}
