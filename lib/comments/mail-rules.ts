/** How much of a comment its mail holds: a mail is to make curious, not to be the discussion. */

const MAX_MAILED_CHARS = 1_500;

/** The comment's paragraphs as they were typed, cut between words. */
export function mailedParagraphs(body: string): string[] {
  const isLong = body.length > MAX_MAILED_CHARS;
  const part = isLong ? cut(body) : body;
  return part
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
}

function cut(body: string): string {
  const room = body.slice(0, MAX_MAILED_CHARS);
  const end = room.search(/\s\S*$/);
  return `${(end > 0 ? room.slice(0, end) : room).toWellFormed()} …`;
}
