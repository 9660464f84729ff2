/** Wraps the text part between words at 72 columns, and keeps addresses whole. */

const COLUMNS = 72;
export const PLAIN_RULE = '-'.repeat(COLUMNS);

/** The text on lines indented by `indent`; a word longer than a line has its own. */
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
