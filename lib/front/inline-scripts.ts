/** Finds the inline scripts of an HTML page that a browser would run. */

export type Attributes = ReadonlyMap<string, string>;

/** What a browser takes for JavaScript; any other type is data. */
const EXECUTABLE_TYPE =
  /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:x-)?(?:java|ecma|j|live)script[\d.]*)$/i;
/** Elements whose content is text: markup in there is not markup. */
const RAW_TEXT = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
]);
const ATTRIBUTE =
  /[\s/]*(?:([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)|(?=>)))?|(>))/y;

/**
 * The text of every inline script in the order of the page. One pass, linear in its length.
 *
 * It follows the tokenizer of the HTML standard closely enough to find what Next writes. Where
 * the two could differ, on markup made to deceive, nothing is lost but a script: what may run is
 * decided by the text found here, never by where it was found.
 */
export function inlineScripts(html: string): string[] {
  const scripts: string[] = [];
  let at = html.indexOf('<');
  while (at !== -1) {
    const next = readMarkup(html, at, scripts);
    at = next === -1 ? -1 : html.indexOf('<', next);
  }
  return scripts;
}

/** Reads the markup that begins at `at`; answers where it ends, or -1 if the page ends first. */
function readMarkup(html: string, at: number, scripts: string[]): number {
  if (html.startsWith('<!--', at)) return endOfComment(html, at);
  const name = nameAt(html, at + 1);
  // `<` before anything but a letter is text, the start of an end tag, or a declaration.
  if (name === '') return at + 1;

  const tag = readAttributes(html, at + 1 + name.length);
  if (tag === null) return -1;
  const element = name.toLowerCase();
  if (!RAW_TEXT.has(element)) return tag.end;

  const close = endTag(html, element, tag.end);
  if (element === 'script' && close !== -1 && isInlineExecutable(tag.attributes)) {
    scripts.push(html.slice(tag.end, close));
  }
  return close;
}

function endOfComment(html: string, at: number): number {
  if (html.startsWith('>', at + 4)) return at + 5;
  if (html.startsWith('->', at + 4)) return at + 6;
  const closing = /--!?>/g;
  closing.lastIndex = at + 4;
  return closing.exec(html) ? closing.lastIndex : -1;
}

function nameAt(html: string, at: number): string {
  const name = /[a-z][^\s/>]*/iy;
  name.lastIndex = at;
  return name.exec(html)?.[0] ?? '';
}

function readAttributes(
  html: string,
  from: number,
): { attributes: Attributes; end: number } | null {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = from;
  for (;;) {
    const [whole, name, double, quoted, bare, end] = ATTRIBUTE.exec(html) ?? [];
    if (whole === undefined) return null;
    if (end !== undefined) return { attributes, end: ATTRIBUTE.lastIndex };
    const key = name?.toLowerCase() ?? '';
    // The first of two attributes of one name counts.
    if (!attributes.has(key)) attributes.set(key, double ?? quoted ?? bare ?? '');
  }
}

function endTag(html: string, element: string, from: number): number {
  const closing = new RegExp(`</${element}(?=[\\s/>])`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? -1;
}

function isInlineExecutable(attributes: Attributes): boolean {
  return !attributes.has('src') && EXECUTABLE_TYPE.test((attributes.get('type') ?? '').trim());
}
