/** Lines of the text part: wrapped between words at 72 columns, addresses left whole. */

const COLUMNS = 72;
export const PLAIN_RULE = '-'.repeat(COLUMNS);

/** The text on lines that begin with `indent`; a word longer than a line has one of its own. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line && indent.length + line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].map((each) => indent + each).join('\n');
}
